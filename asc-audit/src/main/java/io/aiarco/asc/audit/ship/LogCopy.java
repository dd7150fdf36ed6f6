package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.carry.Pauses;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log on its way to one sink. Only what a signed checkpoint covers is shipped: no crash takes
 * that back, so the sink never holds a record that its log does not.
 *
 * <p>{@link #signed} is for any thread, and what is read is published; the rest is the sink's
 * thread's own.
 */
final class LogCopy {
  private static final Logger log = LoggerFactory.getLogger(LogCopy.class);

  private final String sinkName;
  private final RecordSink sink;
  private final String origin;
  private final Clock clock;
  private final LogCursor cursor;
  private final Pauses pauses = new Pauses();
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NONE);
  private volatile @Nullable Reason failure;
  private @Nullable Head head;
  private Instant due = Instant.MIN;
  private Instant recheck = Instant.MIN;

  LogCopy(ShipPlan plan, String origin, Path folder, Clock clock) {
    this.sinkName = plan.name();
    this.sink = plan.sink();
    this.origin = origin;
    this.clock = clock;
    this.cursor = new LogCursor(origin, folder);
  }

  /** So many records stand under a signed checkpoint. */
  void signed(long size) {
    Instant now = clock.instant();
    progress.updateAndGet(before -> before.signed(size, now));
  }

  String origin() {
    return origin;
  }

  Progress progress() {
    return Objects.requireNonNull(progress.get(), "never set to null");
  }

  @Nullable Reason failure() {
    return failure;
  }

  /** Ships what is signed, if that is due; says when to look again unless there is news. */
  Duration carry(boolean last) {
    Instant now = clock.instant();
    if (failure == Reason.FORK) {
      return ShipThread.IDLE;
    }
    boolean isIdle = progress().missing() == 0;
    Instant turn = isIdle && due.isBefore(recheck) ? recheck : due;
    if (now.isBefore(turn) && (isIdle || !last)) {
      return Duration.between(now, turn);
    }
    try {
      if (isIdle) {
        head = null; // a sink that lost what it had is found although nothing is new
      }
      ship();
      if (failure != null) {
        log.warn("audit sink {}: has {} again, up to {}", sinkName, origin, progress().shipped());
      }
      failure = null;
      pauses.succeeded();
      due = Instant.MIN;
      recheck = clock.instant().plus(ShipThread.IDLE);
      return ShipThread.IDLE;
    } catch (ShipException e) {
      return failed(e.reason(), e);
    } catch (RuntimeException e) {
      return failed(Reason.INVALID, e); // a sink of somebody else's must not end us
    }
  }

  private void ship() throws ShipException {
    Head has = head == null ? at(sink.head(origin)) : head;
    while (has.next() < progress().signed()) {
      byte[] lines = cursor.next(progress().signed());
      Head now = at(sink.append(origin, has, lines));
      if (now.next() <= has.next()) {
        throw new ShipException(
            Reason.INVALID,
            sinkName + ": ends at " + now + " (expected: behind " + has + ", which it had)",
            null);
      }
      has = now;
    }
  }

  /** The sink says to end here: whether it appended, had it already, or lost some. */
  private Head at(Head sinks) throws ShipException {
    cursor.seek(sinks);
    head = sinks;
    progress.updateAndGet(before -> before.shipped(sinks.next()));
    return sinks;
  }

  private Duration failed(Reason reason, Exception e) {
    if (failure != reason) {
      log.warn(
          "audit sink {}: {}, has {} up to {}", sinkName, reason, origin, progress().shipped(), e);
    }
    failure = reason;
    head = null; // what was sent may have arrived, and the cursor may stand elsewhere
    Duration pause = pauses.failed();
    due = clock.instant().plus(pause);
    return pause;
  }
}
