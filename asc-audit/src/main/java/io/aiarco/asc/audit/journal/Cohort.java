package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private byte[] bytes;
  private int size;
  private volatile @Nullable String failure;
  private volatile @Nullable Throwable cause;

  /** {@code buffer} is taken over; {@link #buffer()} gives it back. */
  Cohort(Clock clock, byte[] buffer) {
    this.clock = clock;
    this.bytes = buffer;
  }

  /** Makes room for {@code more} bytes and returns where they begin. */
  int reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
    return size;
  }

  byte[] buffer() {
    return bytes;
  }

  /** Takes the line that was written up to {@code end}. */
  void add(int end, byte[] leaf, Draft draft) {
    size = end;
    leaves.add(leaf);
    drafts.add(draft);
  }

  /** Gives its records new places, in the order they came in. */
  void moveTo(Chain chain) {
    List<Draft> moving = List.copyOf(drafts);
    size = 0;
    leaves.clear();
    drafts.clear();
    moving.forEach(draft -> chain.append(draft, this));
  }

  int size() {
    return size;
  }

  int records() {
    return leaves.size();
  }

  List<byte[]> leaves() {
    return leaves;
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
