package io.aiarco.asc.audit;

import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls that go on without records while the log refuses them, where their tenant allows
 * that. An interval of one tenant begins with its first such call. It ends when the log takes
 * records again and the last of its calls is over, with one {@code gap}: how many there were, and
 * what they were charged. Whatever it takes, a tenant costs one counter.
 *
 * <p>Only a log that refuses makes calls volatile, never one that is merely slow to find room: who
 * floods it must not get out of it that way.
 *
 * <p>Thread-safe; {@code lock} guards {@code open} and its intervals, and keeps a tenant's begin,
 * its calls and its gap in that order, in the log too.
 */
public final class VolatileCalls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VolatileCalls.class);

  private final AuditLog audit;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TenantId, Interval> open = new HashMap<>();

  /** One tenant's calls without records. */
  private static final class Interval {
    final Instant from;
    final long fromNanos;
    final List<HoldLine> charged = new ArrayList<>();
    Instant to;
    int calls;
    int running;

    Interval(Instant from, long fromNanos) {
      this.from = from;
      this.fromNanos = fromNanos;
      this.to = from;
    }
  }

  private VolatileCalls(AuditLog audit, Clock clock, LongSupplier nanoTime) {
    this.audit = audit;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Counts for {@code audit}; of its clocks only the one that is never set back bounds calls. */
  public static VolatileCalls of(AuditLog audit, Clock clock) {
    return of(audit, clock, System::nanoTime);
  }

  static VolatileCalls of(AuditLog audit, Clock clock, LongSupplier nanoTime) {
    VolatileCalls calls = new VolatileCalls(audit, clock, nanoTime);
    audit.onStateChange(
        (state, holds) -> {
          if (state == AuditState.REFUSING && !holds) {
            calls.look();
          }
        });
    return calls;
  }

  /**
   * Counts a call in that the log has refused.
   *
   * @throws AuditUnavailableException when it must not go on either: what is allowed is used up or
   *     has expired, or the log does not refuse, or it will never take a record again
   */
  public VolatileCall begin(CallId call, TenantId tenant, Volatility allowed) {
    lock.lock();
    try {
      Instant now = clock.instant();
      requireAllowed(now, allowed);
      Interval interval = open.get(tenant);
      if (interval == null) {
        audit.append(new AuditRecord.VolatileBegin(tenant, allowed));
        interval = new Interval(now, nanoTime.getAsLong());
        open.put(tenant, interval);
        log.warn(
            "tenant {}: calls go on without records, at most {} within {}",
            tenant,
            allowed.calls(),
            allowed.duration());
      }
      requireLeft(interval, allowed);
      interval.calls++;
      interval.running++;
      Interval of = interval;
      return new VolatileCall(call, charged -> end(of, charged));
    } finally {
      lock.unlock();
    }
  }

  private void requireAllowed(Instant now, Volatility allowed) {
    AuditState state = audit.state();
    if (state != AuditState.REFUSING) {
      throw new AuditUnavailableException(
          "volatile: the log is " + state.key() + " (expected: refusing)", null);
    }
    if (!now.isBefore(allowed.expires())) {
      throw new AuditUnavailableException(
          "volatile: allowed until " + allowed.expires() + " (expected: later than now)", null);
    }
  }

  private void requireLeft(Interval interval, Volatility allowed) {
    if (interval.calls >= allowed.calls()) {
      throw new AuditUnavailableException(
          "volatile: "
              + interval.calls
              + " calls without records (expected: at most "
              + allowed.calls()
              + ")",
          null);
    }
    if (nanoTime.getAsLong() - interval.fromNanos >= allowed.duration().toNanos()) {
      throw new AuditUnavailableException(
          "volatile: since " + interval.from + " (expected: at most " + allowed.duration() + ")",
          null);
    }
  }

  private void end(Interval interval, List<HoldLine> charged) {
    lock.lock();
    try {
      Instant now = clock.instant();
      interval.running--;
      interval.to = now.isAfter(interval.to) ? now : interval.to;
      interval.charged.addAll(charged);
      List<HoldLine> sum = HoldLine.sum(interval.charged);
      interval.charged.clear();
      interval.charged.addAll(sum);
    } finally {
      lock.unlock();
    }
    look();
  }

  /** Ends the intervals that can end. */
  private void look() {
    lock.lock();
    try {
      if (!open.isEmpty() && audit.state() != AuditState.REFUSING) {
        open.entrySet()
            .removeIf(
                entry -> entry.getValue().running == 0 && isTold(entry.getKey(), entry.getValue()));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isTold(TenantId tenant, Interval interval) {
    try {
      audit.append(
          new AuditRecord.Gap(
              tenant, interval.calls, interval.from, interval.to, interval.charged));
      log.warn(
          "tenant {}: {} calls from {} to {} have no records but their gap",
          tenant,
          interval.calls,
          interval.from,
          interval.to);
      return true;
    } catch (AuditUnavailableException e) {
      log.debug("tenant {}: its gap of {} calls is not taken yet", tenant, interval.calls, e);
      return false;
    }
  }

  /** Gives up on what the log still does not take. All calls must be over. */
  @Override
  public void close() {
    look();
    lock.lock();
    try {
      open.forEach(
          (tenant, interval) ->
              log.warn(
                  "tenant {}: {} calls from {} to {} have no record, and no gap tells of them",
                  tenant,
                  interval.calls,
                  interval.from,
                  interval.to));
      open.clear();
    } finally {
      lock.unlock();
    }
  }
}
