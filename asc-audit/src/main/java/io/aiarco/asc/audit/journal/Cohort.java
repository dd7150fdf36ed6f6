package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records that one write and one force make durable together; the receipt of each of them. Filled
 * under the lock of {@link Intake}, then read by the journal's thread alone; {@link #await} is
 * thread-safe.
 */
final class Cohort implements AuditReceipt {
  private final Clock clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Draft> drafts = new ArrayList<>();
  private int size;
  private volatile @Nullable String failure;
  private volatile @Nullable Throwable cause;

  /** {@code clock} is that of deadlines. */
  Cohort(Clock clock) {
    this.clock = clock;
  }

  void add(Draft draft) {
    drafts.add(draft);
    size += draft.length();
  }

  /** How many bytes wait in it. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return drafts.isEmpty();
  }

  List<Draft> drafts() {
    return drafts;
  }

  /** It is durable. */
  void complete() {
    ended.countDown();
  }

  /** It will never be known to be durable. */
  void fail(String reason, @Nullable Throwable why) {
    cause = why;
    failure = reason;
    ended.countDown();
  }

  @Override
  public void await(Deadline deadline) {
    if (ended.getCount() > 0) {
      awaitEnd(deadline.remaining(clock));
    }
    String reason = failure;
    if (reason != null) {
      throw new AuditUnavailableException(reason, cause);
    }
  }

  private void awaitEnd(Duration wait) {
    try {
      if (!ended.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new DeadlineException("audit", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while its record became durable", e);
    } catch (ArithmeticException e) {
      awaitEnd(Duration.ofNanos(Long.MAX_VALUE)); // a deadline centuries away
    }
  }
}
