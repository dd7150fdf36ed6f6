package io.aiarco.asc.budget.prices;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a price is multiplied by, as an exact fraction in lowest terms: {@code 0.5} is 1/2, {@code
 * 1/3} stays so. Above zero, at most 100, of parts up to a million. Immutable.
 */
public record Multiplier(long numerator, long denominator) {
  /** Leaves prices as they are. */
  public static final Multiplier ONE = new Multiplier(1, 1);

  private static final long MOST = 100;
  private static final BigInteger FINEST = BigInteger.valueOf(1_000_000);
  private static final String EXPECTED =
      " (expected: such as 0.5 or 1/3, above 0, at most " + MOST + ", of parts up to a million)";

  public Multiplier {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException("multiplier: " + numerator + "/" + denominator + EXPECTED);
    }
  }

  /**
   * Reads {@code 1.1} or {@code 11/10}.
   *
   * @throws IllegalArgumentException when it is none, or out of bounds
   */
  public static Multiplier of(String text) {
    int slash = text.indexOf('/');
    try {
      BigDecimal over = number(slash < 0 ? text : text.substring(0, slash));
      BigDecimal under = slash < 0 ? BigDecimal.ONE : number(text.substring(slash + 1));
      int scale = Math.max(0, Math.max(over.scale(), under.scale()));
      BigInteger numerator = over.movePointRight(scale).toBigIntegerExact();
      BigInteger denominator = under.movePointRight(scale).toBigIntegerExact();
      BigInteger common = numerator.gcd(denominator);
      numerator = numerator.divide(common);
      denominator = denominator.divide(common);
      if (numerator.signum() > 0
          && denominator.signum() > 0
          && numerator.max(denominator).compareTo(FINEST) <= 0
          && numerator.compareTo(denominator.multiply(BigInteger.valueOf(MOST))) <= 0) {
        return new Multiplier(numerator.longValueExact(), denominator.longValueExact());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("multiplier: " + text + EXPECTED, e);
    }
    throw new IllegalArgumentException("multiplier: " + text + EXPECTED);
  }

  /** A few digits: an exponent such as {@code 1e999999999} would take the memory of a machine. */
  private static BigDecimal number(String text) {
    if (text.length() > 16 || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
      throw new NumberFormatException(text);
    }
    return new BigDecimal(text);
  }

  /**
   * Both together.
   *
   * @throws ArithmeticException when it does not fit, which it does for any two in bounds
   */
  Multiplier times(Multiplier other) {
    if (other.equals(ONE)) {
      return this;
    }
    BigInteger over = BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(other.numerator));
    BigInteger under =
        BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(other.denominator));
    BigInteger common = over.gcd(under);
    return new Multiplier(
        over.divide(common).longValueExact(), under.divide(common).longValueExact());
  }

  @Override
  public String toString() {
    return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
  }
}
