package io.aiarco.asc.budget;

import java.math.BigInteger;

/**
 * A part of a limit, and what happens once so much is settled.
 *
 * @param percent of the limit, at least 1. Immutable.
 */
public record Threshold(int percent, SoftAction action) {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  public Threshold {
    if (percent < 1) {
      throw new IllegalArgumentException("threshold: " + percent + "% (expected: >= 1%)");
    }
  }

  /** The least settled amount that has passed it, of a limit of {@code amount}. */
  long of(long amount) {
    BigInteger[] part =
        BigInteger.valueOf(amount)
            .multiply(BigInteger.valueOf(percent))
            .divideAndRemainder(HUNDRED);
    return part[0].add(BigInteger.valueOf(part[1].signum())).min(MOST).longValue();
  }
}
