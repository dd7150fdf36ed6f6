package io.aiarco.asc.audit.journal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes when a test says so. Thread-safe. */
final class ManualTicker implements Ticker {
  private static final long LOOK_NANOS = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private volatile long asked;

  void advance(Duration step) {
    now.addAndGet(step.toNanos());
  }

  /** How long somebody waits from now on, or waited last. */
  Duration asked() {
    return Duration.ofNanos(asked);
  }

  @Override
  public long nanos() {
    return now.get();
  }

  /** Looks whether time has passed whenever a real millisecond has. */
  @Override
  @SuppressWarnings("WaitNotInLoop") // the callers loop
  public long await(Condition condition, long nanos) throws InterruptedException {
    long until = now.get() + nanos;
    asked = nanos;
    condition.awaitNanos(LOOK_NANOS);
    return until - now.get();
  }
}
