package io.aiarco.asc.audit.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds steps of the clock that dates records, by the one that is never set back: between two looks
 * both must have gone on alike. Slewing, a few hundred millionths, is no step. Single-thread.
 */
final class ClockSteps {
  /** How far back is a step: nothing but a clock being set goes back. */
  private static final Duration BACK = Duration.ofMillis(500);

  /** How far forward is one: a machine that slept a moment is none. */
  private static final Duration FORWARD = Duration.ofSeconds(5);

  /** A thread held up between its readings of the two clocks has seen nothing. */
  private static final Duration SURE = Duration.ofMillis(50);

  private final Clock clock;
  private final Ticker ticker;
  private Instant wall;
  private long nanos;

  ClockSteps(Clock clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.nanos = ticker.nanos();
    this.wall = clock.instant();
  }

  /** How far the clock was set since the last look, negative for back; zero when it was not. */
  Duration look() {
    long before = ticker.nanos();
    Instant now = clock.instant();
    if (ticker.nanos() - before > SURE.toNanos()) {
      return Duration.ZERO;
    }
    Duration step = Duration.between(wall, now).minusNanos(before - nanos);
    wall = now;
    nanos = before;
    boolean back = step.compareTo(BACK.negated()) <= 0;
    return back || step.compareTo(FORWARD) > 0 ? step : Duration.ZERO;
  }
}
