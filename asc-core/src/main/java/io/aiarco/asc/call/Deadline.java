package io.aiarco.asc.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The instant a call must have ended, whatever it is doing. Made once, read everywhere. Immutable.
 */
public record Deadline(Instant at) {
  /** {@code wait} from now by {@code clock}. */
  public static Deadline after(Duration wait, Clock clock) {
    return new Deadline(clock.instant().plus(wait));
  }

  /** This, or {@code wait} from now where that is sooner. */
  public Deadline orSooner(Duration wait, Clock clock) {
    Deadline other = after(wait, clock);
    return other.at.isBefore(at) ? other : this;
  }

  /** What is left; zero when it has passed. */
  public Duration remaining(Clock clock) {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether it has passed. */
  public boolean isPast(Clock clock) {
    return !clock.instant().isBefore(at);
  }
}
