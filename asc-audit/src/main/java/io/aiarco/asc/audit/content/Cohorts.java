package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where callers leave frames and the store's thread picks them up, all that have come at once. At
 * most 16 MiB wait; what would be more is refused at once. Thread-safe; {@code lock} guards {@code
 * filling}, {@code taken}, {@code closing} and {@code failure}.
 */
final class Cohorts {
  private static final int MOST_BYTES = 16 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Clock clock;
  private Cohort filling;
  private @Nullable Cohort taken;
  private boolean closing;
  private @Nullable AuditUnavailableException failure;

  Cohorts(Clock clock) {
    this.clock = clock;
    this.filling = new Cohort(clock);
  }

  AuditReceipt add(byte[] frame) {
    lock.lock();
    try {
      if (failure != null) {
        throw failure;
      }
      if (closing) {
        throw new AuditUnavailableException("content store: closed (expected: open)", null);
      }
      if (filling.bytes > 0 && filling.bytes + frame.length > MOST_BYTES) {
        throw new AuditUnavailableException(
            "content store: " + filling.bytes + " bytes wait (expected: room)", null);
      }
      filling.frames.add(frame);
      filling.bytes += frame.length;
      work.signal();
      return filling;
    } finally {
      lock.unlock();
    }
  }

  /** What has been left; waits for it. Null when closing and nothing is left. */
  @Nullable Cohort take() {
    lock.lock();
    try {
      while (filling.frames.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      if (filling.frames.isEmpty()) {
        return null;
      }
      Cohort next = filling;
      taken = next;
      filling = new Cohort(clock);
      return next;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing taken last, waiting or coming will be known to be durable. */
  void fail(AuditUnavailableException why) {
    lock.lock();
    try {
      failure = why;
      filling.fail(why);
      if (taken != null) {
        taken.fail(why); // changes nothing for who was told that it is durable
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frames that become durable together. */
  static final class Cohort implements AuditReceipt {
    private final List<byte[]> frames = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Clock clock;
    private volatile @Nullable AuditUnavailableException failure;
    private volatile boolean complete;
    private int bytes;

    Cohort(Clock clock) {
      this.clock = clock;
    }

    List<byte[]> frames() {
      return frames;
    }

    void complete() {
      complete = true;
      frames.clear(); // whoever keeps the receipt need not keep the bytes
      ended.countDown();
    }

    void fail(AuditUnavailableException why) {
      if (!complete) {
        failure = why;
      }
      ended.countDown();
    }

    @Override
    public void await(Deadline deadline) {
      try {
        if (!ended.await(deadline.remaining(clock).toMillis(), TimeUnit.MILLISECONDS)) {
          throw new DeadlineException("audit", null);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException("interrupted while its content became durable", e);
      }
      AuditUnavailableException why = failure;
      if (why != null) {
        throw new AuditUnavailableException("its content is not kept", why);
      }
    }
  }
}
