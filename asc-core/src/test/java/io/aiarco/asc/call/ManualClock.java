package io.aiarco.asc.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves, backwards too. Thread-safe. */
public final class ManualClock extends Clock {
  private volatile Instant now;

  /** A clock that stands at {@code start}. */
  public ManualClock(Instant start) {
    this.now = start;
  }

  /** Moves it. */
  public void advance(Duration step) {
    now = now.plus(step);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
