package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up the refusals of callers nobody knows, so that who guesses keys cannot fill the log: the
 * first is written down at once, those of the next minute are counted and written with the first
 * look after it, or at the end. No timer: a look is any call's. Thread-safe; {@code lock} guards
 * {@code tallies}, records are written outside it.
 */
final class UnknownCallers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UnknownCallers.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AuditLog audit;
  private final Telemetry telemetry;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ErrorCode, Tally> tallies = new EnumMap<>(ErrorCode.class);
  private volatile boolean counting;

  /** Refusals of one reason that are not written down yet, and from when on they may be. */
  private static final class Tally {
    Instant due = Instant.MIN;
    long count;
  }

  UnknownCallers(AuditLog audit, Telemetry telemetry, Clock clock) {
    this.audit = audit;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** One more was refused. */
  void refused(AscException refusal) {
    telemetry.denied(AuditRecord.UnknownCallers.DECISION.key(), refusal.code());
    lock.lock();
    try {
      tallies.computeIfAbsent(refusal.code(), code -> new Tally()).count++;
      counting = true;
    } finally {
      lock.unlock();
    }
    look();
  }

  /** Writes down what is due; costs one volatile read when nothing is counted. */
  void look() {
    if (counting) {
      write(clock.instant());
    }
  }

  /** Writes down all that is counted. */
  @Override
  public void close() {
    write(Instant.MAX);
  }

  private void write(Instant now) {
    Map<ErrorCode, Long> due = new EnumMap<>(ErrorCode.class);
    lock.lock();
    try {
      boolean left = false;
      for (Map.Entry<ErrorCode, Tally> entry : tallies.entrySet()) {
        Tally tally = entry.getValue();
        if (tally.count > 0 && !tally.due.isAfter(now)) {
          due.put(entry.getKey(), tally.count);
          tally.count = 0;
          tally.due = now.equals(Instant.MAX) ? now : now.plus(MINUTE);
        }
        left |= tally.count > 0;
      }
      counting = left;
    } finally {
      lock.unlock();
    }
    due.forEach(this::append);
  }

  private void append(ErrorCode code, long count) {
    try {
      audit.append(new AuditRecord.UnknownCallers(code, count));
    } catch (AuditUnavailableException e) {
      // They were refused either way, and nothing was sent that would need a record.
      log.debug("{} refusals of unknown callers not recorded", count, e);
    }
  }
}
