package io.aiarco.asc.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only moves when a test moves it, backwards too. Thread-safe. */
public final class FakeClock extends Clock {
  private final Time time;
  private final ZoneId zone;

  private FakeClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /** What all views of one clock share. */
  private static final class Time {
    volatile Instant now;

    Time(Instant now) {
      this.now = now;
    }

    synchronized void advance(Duration step) {
      now = now.plus(step);
    }
  }

  /** A clock that stands at {@code start}. */
  public static FakeClock at(Instant start) {
    return new FakeClock(new Time(start), ZoneOffset.UTC);
  }

  /** A clock that stands at an instant such as {@code 2026-11-21T12:00:00Z}. */
  public static FakeClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves it by {@code step}, which may be negative. */
  public void advance(Duration step) {
    time.advance(step);
  }

  /** Sets it to {@code instant}. */
  public void set(Instant instant) {
    time.now = instant;
  }

  @Override
  public Instant instant() {
    return time.now;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same time in another zone: moving one moves both. */
  @Override
  public Clock withZone(ZoneId other) {
    return new FakeClock(time, other);
  }
}
