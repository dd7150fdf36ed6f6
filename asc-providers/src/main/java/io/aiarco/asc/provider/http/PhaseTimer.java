package io.aiarco.asc.provider.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Aborts a call when one phase of it lasts too long, and remembers that it did. OkHttp's own
 * time-outs bound single socket operations, so a server that drips bytes would never meet them.
 * Waits on the watchdog thread Okio runs anyway. Thread-safe; entered once.
 */
final class PhaseTimer extends AsyncTimeout {
  /** More than any call lasts, less than overflows. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Runnable abort;
  private volatile boolean fired;

  PhaseTimer(Duration limit, Runnable abort) {
    this.abort = abort;
    Duration bounded = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    timeout(Math.max(1, bounded.toNanos()), TimeUnit.NANOSECONDS);
  }

  @Override
  protected void timedOut() {
    fired = true;
    abort.run();
  }

  /** Whether the phase lasted too long. */
  boolean fired() {
    return fired;
  }
}
