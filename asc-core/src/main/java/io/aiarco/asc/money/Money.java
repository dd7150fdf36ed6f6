package io.aiarco.asc.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An amount in billionths of one currency unit ({@code nanos}). Arithmetic is exact: what does not
 * fit a {@code long} throws {@link ArithmeticException}, about ±9.2 × 10^9 units. Immutable.
 */
public record Money(long nanos, Currency currency) implements Comparable<Money> {
  /** Billionths in one unit. */
  public static final long NANOS_PER_UNIT = 1_000_000_000L;

  private static final long TOKENS_PER_RATE = 1_000_000L;

  /** Nothing, in {@code currency}. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /**
   * Reads a decimal amount such as {@code 12.50}.
   *
   * @throws IllegalArgumentException when it is no decimal number, has more than nine decimals or
   *     does not fit
   */
  public static Money of(String decimal, Currency currency) {
    try {
      long nanos =
          new BigDecimal(decimal)
              .movePointRight(9)
              .setScale(0, RoundingMode.UNNECESSARY)
              .longValueExact();
      return new Money(nanos, currency);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "amount: " + decimal + " (expected: a decimal number with at most nine decimals)", e);
    }
  }

  /**
   * The price of {@code tokens} at a rate per million, rounded up to the next nano: a cost is never
   * understated, and the error is below one nano per token class and attempt.
   *
   * @throws ArithmeticException when it does not fit
   */
  public static Money ofTokens(long tokens, long nanosPerMillionTokens, Currency currency) {
    if (tokens < 0 || nanosPerMillionTokens < 0) {
      throw new IllegalArgumentException(
          "tokens, rate: " + tokens + ", " + nanosPerMillionTokens + " (expected: >= 0)");
    }
    if (Math.multiplyHigh(tokens, nanosPerMillionTokens) == 0
        && tokens * nanosPerMillionTokens >= 0) {
      long product = tokens * nanosPerMillionTokens;
      return new Money(
          product / TOKENS_PER_RATE + (product % TOKENS_PER_RATE == 0 ? 0 : 1), currency);
    }
    BigInteger[] parts =
        BigInteger.valueOf(tokens)
            .multiply(BigInteger.valueOf(nanosPerMillionTokens))
            .divideAndRemainder(BigInteger.valueOf(TOKENS_PER_RATE));
    return new Money(
        parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact(), currency);
  }

  /** The sum; both must be of one currency. */
  public Money plus(Money other) {
    return new Money(Math.addExact(nanos, same(other).nanos), currency);
  }

  /** The difference; both must be of one currency. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(nanos, same(other).nanos), currency);
  }

  /** The shortest decimal form, without the currency: {@code 0.0012}, {@code 12}, {@code 0}. */
  public String decimal() {
    return decimal(nanos);
  }

  /** {@link #decimal()} of a bare amount. */
  public static String decimal(long nanos) {
    if (nanos % NANOS_PER_UNIT == 0) {
      return Long.toString(nanos / NANOS_PER_UNIT);
    }
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, same(other).nanos);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "currency: " + other.currency + " (expected: " + currency + ")");
    }
    return other;
  }

  @Override
  public String toString() {
    return decimal() + " " + currency;
  }
}
