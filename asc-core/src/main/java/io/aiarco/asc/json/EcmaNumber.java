package io.aiarco.asc.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Number to text as in ECMAScript 2023 §6.1.6.1.20, which RFC 8785 asks for: the fewest digits that
 * read back as the same double. Found by trying 1 to 17 digits, because {@code Double.toString}
 * gives the shortest form only since JDK 19.
 */
final class EcmaNumber {
  private static final List<RoundingMode> ROUNDINGS =
      List.of(RoundingMode.HALF_EVEN, RoundingMode.CEILING);

  private EcmaNumber() {}

  static String format(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("number: " + value + " (expected: finite)");
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String text =
        layout(shortest.unscaledValue().toString(), shortest.precision() - shortest.scale());
    return value < 0 ? "-" + text : text;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      // The nearest first. At a power of two the doubles above lie twice as far apart as those
      // below, so the next decimal above may read back when the nearest, below, does not.
      for (RoundingMode mode : ROUNDINGS) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }

  /** Lays out {@code digits} with the decimal point after {@code point} of them. */
  private static String layout(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
