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
    return ofTokens(tokens, nanosPerMillionTokens, TOKENS_PER_RATE, currency);
  }

  /**
   * The same at a rate of {@code nanos} for {@code perTokens} tokens: a fraction, so that a rate
   * times a multiplier such as 1.1 stays exact and only the cost is rounded.
   */
  public static Money ofTokens(long tokens, long nanos, long perTokens, Currency currency) {
    if (tokens < 0 || nanos < 0 || perTokens < 1) {
      throw new IllegalArgumentException(
          "tokens, rate: "
              + tokens
              + ", "
              + nanos
              + " for "
              + perTokens
              + " (expected: >= 0, for >= 1)");
    }
    if (Math.multiplyHigh(tokens, nanos) == 0 && tokens * nanos >= 0) {
      long product = tokens * nanos;
      return new Money(product / perTokens + (product % perTokens == 0 ? 0 : 1), currency);
    }
    BigInteger[] parts =
        BigInteger.valueOf(tokens)
            .multiply(BigInteger.valueOf(nanos))
            .divideAndRemainder(BigInteger.valueOf(perTokens));
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
    long rest = Math.abs(nanos % NANOS_PER_UNIT);
    if (rest == 0) {
      return Long.toString(nanos / NANOS_PER_UNIT);
    }
    StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
    text.append(Math.abs(nanos / NANOS_PER_UNIT)).append('.');
    for (long place = NANOS_PER_UNIT / 10; rest > 0; place /= 10) {
      text.append((char) ('0' + rest / place));
      rest %= place;
    }
    return text.toString();
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
