package io.aiarco.asc.breaker;

import java.time.Duration;

/**
 * When an endpoint is taken out, and how many calls a provider gets at once. Immutable.
 *
 * @param failurePercent share of failures among the last {@code window} calls that opens it, 1 to
 *     100
 * @param window how many calls are looked at, at least 1; it never opens with fewer than half of
 *     them seen
 * @param openFor how long it stays open before it is tried again, more than zero
 * @param trials calls let through to try it, at least 1
 * @param parallelPerProvider calls in flight at one provider, at least 1
 */
public record BreakerConfig(
    int failurePercent, int window, Duration openFor, int trials, int parallelPerProvider) {
  /** Half of the last 20, 30 s, 3 trials, 1024 at once. */
  public static final BreakerConfig STANDARD =
      new BreakerConfig(50, 20, Duration.ofSeconds(30), 3, 1024);

  public BreakerConfig {
    range("failure percent", failurePercent, 1, 100);
    range("window", window, 1, 100_000);
    range("trials", trials, 1, 1_000);
    range("parallel per provider", parallelPerProvider, 1, 1_000_000);
    if (openFor.isNegative() || openFor.isZero()) {
      throw new IllegalArgumentException("open for: " + openFor + " (expected: > 0)");
    }
  }

  private static void range(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + min + " to " + max + ")");
    }
  }
}
