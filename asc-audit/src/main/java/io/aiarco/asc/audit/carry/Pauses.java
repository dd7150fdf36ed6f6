package io.aiarco.asc.audit.carry;

import java.time.Duration;

/** How long is waited between tries: 1 s, 2 s, 4 s … 5 min, from 1 s again after a success. */
public final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MAX_DOUBLINGS = 9;

  private int failures;

  /** Of no failure yet. */
  public Pauses() {}

  /** A try failed: how long to wait before the next. */
  public Duration failed() {
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /** A try succeeded. */
  public void succeeded() {
    failures = 0;
  }
}
