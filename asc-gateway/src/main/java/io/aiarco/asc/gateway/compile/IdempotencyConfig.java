package io.aiarco.asc.gateway.compile;

import java.time.Duration;

/**
 * How long replies are kept for repeated calls. Immutable.
 *
 * @param window how long a key is known, more than zero
 * @param maxEntries the most keys known at once, at least 1
 */
public record IdempotencyConfig(Duration window, int maxEntries) {
  /** A day, 10 000 keys. */
  public static final IdempotencyConfig STANDARD =
      new IdempotencyConfig(Duration.ofHours(24), 10_000);
}
