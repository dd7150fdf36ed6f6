package io.aiarco.asc.budget;

import java.time.Duration;

/**
 * How calls wait for a limit of parallel calls to have room.
 *
 * @param length how many may wait at once; one more is refused. 0: none, a call without room is
 *     refused at once
 * @param patience how long each may wait, at most until its deadline. Immutable.
 */
public record WaitingLine(int length, Duration patience) {
  /** Nobody waits. */
  public static final WaitingLine NONE = new WaitingLine(0, Duration.ZERO);

  public WaitingLine {
    if (length < 0) {
      throw new IllegalArgumentException("queue: " + length + " (expected: >= 0)");
    }
    if (patience.isNegative() || length > 0 && patience.isZero()) {
      throw new IllegalArgumentException("wait: " + patience + " (expected: > 0)");
    }
  }
}
