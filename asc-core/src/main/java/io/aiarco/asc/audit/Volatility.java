package io.aiarco.asc.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a tenant lets calls go on without records while the log refuses them. Immutable.
 *
 * @param calls how many in one interval at most, at least 1
 * @param duration how long calls may begin after the first of an interval
 * @param expires from when on it is allowed no more
 */
public record Volatility(int calls, Duration duration, Instant expires) {
  /** The most calls of one interval: what nobody can say anything about afterwards. */
  public static final int MOST_CALLS = 100_000;

  /** The longest interval. */
  public static final Duration LONGEST = Duration.ofHours(1);

  public Volatility {
    if (calls < 1 || calls > MOST_CALLS) {
      throw new IllegalArgumentException(
          "calls: " + calls + " (expected: 1 to " + MOST_CALLS + ")");
    }
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "duration: " + duration + " (expected: more than none, at most " + LONGEST + ")");
    }
  }
}
