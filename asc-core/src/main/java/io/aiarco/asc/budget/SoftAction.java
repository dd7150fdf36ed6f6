package io.aiarco.asc.budget;

import io.aiarco.asc.call.ModelName;

/**
 * What happens to calls once an account has passed a {@link Threshold}. Of every threshold somebody
 * is told, too. Immutable.
 */
public sealed interface SoftAction {
  /** Nothing. */
  record Alert() implements SoftAction {}

  /**
   * They are also counted on an account of their own, {@link Scope#slow}, which has room for {@code
   * perMinute} of them: the next one is refused until the minute is over. No thread waits.
   */
  record Throttle(int perMinute) implements SoftAction {
    public Throttle {
      if (perMinute < 1) {
        throw new IllegalArgumentException("throttle: " + perMinute + " (expected: >= 1)");
      }
    }
  }

  /** They go to another model, where that may serve them and can cost less. */
  record Downgrade(ModelName to) implements SoftAction {}

  /** They are refused. */
  record Deny() implements SoftAction {}
}
