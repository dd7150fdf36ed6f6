package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where callers leave records and the journal's thread picks them up. Batching is natural: while
 * one cohort is written and forced, the next one fills; there is no timer. Thread-safe; {@code
 * lock} guards everything, and is held for no more than a look and a hand-over.
 */
final class Intake {
  /** What may still be taken when the queue is nearly full or the disk is. */
  enum Need {
    /** New work: refused first, so that the ends of calls under way still fit. */
    BEGIN,
    /** The end of something already recorded. */
    END,
    /** About the log itself: a few fit always. */
    OWN
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Clock clock;
  private final int queueBytes;
  private final long queueWaitNanos;
  private final Duration answersWithin;
  private final Ticker ticker;
  private Cohort filling;
  private boolean waiting;
  private boolean working;
  private long workingSince;
  private boolean closing;
  private @Nullable String lowOnSpace;
  private @Nullable String broken;
  private @Nullable Throwable brokenCause;
  private @Nullable String failure;
  private @Nullable Throwable failureCause;

  Intake(JournalConfig config) {
    this.clock = config.clock();
    this.ticker = config.ticker();
    this.queueBytes = config.queueBytes();
    this.queueWaitNanos = config.queueWait().toNanos();
    this.answersWithin = config.answersWithin();
    this.filling = new Cohort(clock);
  }

  /**
   * Takes a record.
   *
   * @throws AuditUnavailableException when there is no room in time, or the journal has ended
   */
  Cohort append(Draft draft, Need need) {
    lock.lock();
    try {
      awaitRoom(draft.length(), need);
      filling.add(draft);
      if (waiting) {
        waiting = false;
        work.signal();
      }
      return filling;
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(int bytes, Need need) {
    int limit = limit(need);
    long left = queueWaitNanos;
    boolean interrupted = false;
    try {
      while (true) {
        requireOpen(need);
        if (filling.isEmpty() || filling.size() + bytes <= limit) {
          return;
        }
        if (left <= 0) {
          throw new AuditUnavailableException(
              "queue: "
                  + filling.size()
                  + " bytes waiting (expected: room within "
                  + Duration.ofNanos(queueWaitNanos).toMillis()
                  + " ms)",
              null);
        }
        try {
          left = room.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted =
              true; // the record decides, not the thread: outcomes of cancelled calls must be taken
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int limit(Need need) {
    return switch (need) {
      case BEGIN -> queueBytes / 4 * 3;
      case END -> queueBytes;
      case OWN -> Integer.MAX_VALUE / 2;
    };
  }

  private void requireOpen(Need need) {
    if (failure != null) {
      throw new AuditUnavailableException(failure, failureCause);
    }
    if (closing) {
      throw new AuditUnavailableException("closed (expected: open)", null);
    }
    if (need == Need.BEGIN && broken != null) {
      throw new AuditUnavailableException(broken, brokenCause);
    }
    if (need == Need.BEGIN && lowOnSpace != null) {
      throw new AuditUnavailableException(lowOnSpace, null);
    }
  }

  /**
   * What has been left, for the journal's thread; empty when {@code waitNanos} pass without
   * anything, or when closing.
   */
  Cohort take(long waitNanos) {
    lock.lock();
    try {
      working = false;
      long left = waitNanos;
      while (filling.isEmpty() && !closing && left > 0) {
        waiting = true;
        left = ticker.await(work, left);
      }
      return swap();
    } catch (InterruptedException e) {
      return swap(); // nobody interrupts this thread on purpose; it ends when it is told to close
    } finally {
      waiting = false;
      works();
      lock.unlock();
    }
  }

  private void works() {
    working = true;
    workingSince = ticker.nanos();
  }

  /**
   * What to tell of a journal's thread that has been at one piece of work for too long: it waits
   * for a disk that does not answer. Null when it has not.
   */
  @Nullable String silence() {
    lock.lock();
    try {
      boolean works = working && failure == null;
      Duration since = Duration.ofNanos(works ? ticker.nanos() - workingSince : 0);
      return since.compareTo(answersWithin) <= 0
          ? null
          : "disk: no answer for "
              + since.toMillis()
              + " ms (expected: within "
              + answersWithin.toMillis()
              + " ms)";
    } finally {
      lock.unlock();
    }
  }

  private Cohort swap() {
    if (filling.isEmpty()) {
      return new Cohort(clock); // what callers fill is theirs alone until then
    }
    Cohort taken = filling;
    filling = new Cohort(clock);
    room.signalAll();
    return taken;
  }

  /**
   * Leaves a record about the log itself, whatever waits already: a few of them fit always. Does
   * nothing once the journal ends.
   */
  void leave(Draft draft) {
    lock.lock();
    try {
      if (failure == null && !closing) {
        filling.add(draft);
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The open log cannot be written any more. New work is refused; ends of calls are kept until
   * {@link #goOn}.
   */
  void broken(String reason, Throwable cause) {
    lock.lock();
    try {
      broken = reason;
      brokenCause = cause;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets {@code nanos} pass; false, and at once, when the journal closes. */
  boolean rest(long nanos) {
    lock.lock();
    try {
      working = false;
      long left = nanos;
      while (!closing && left > 0) {
        left = ticker.await(work, left);
      }
      return !closing;
    } catch (InterruptedException e) {
      return !closing; // see take
    } finally {
      works();
      lock.unlock();
    }
  }

  /** Another log takes new work. */
  void goOn() {
    lock.lock();
    try {
      broken = null;
      brokenCause = null;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new work with {@code reason} until told null. */
  void lowOnSpace(@Nullable String reason) {
    lock.lock();
    try {
      lowOnSpace = reason;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records; the journal's thread finishes. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is left and nothing more will come. */
  boolean isDrained() {
    lock.lock();
    try {
      return closing && filling.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The journal cannot go on: nothing waiting or coming will be durable. */
  void fail(String reason, @Nullable Throwable cause) {
    lock.lock();
    try {
      failure = reason;
      failureCause = cause;
      filling.fail(reason, cause);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
