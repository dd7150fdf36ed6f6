package io.aiarco.asc.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One measured number, and what it was to be. Immutable.
 *
 * @param subject what was measured
 * @param value in {@code unit}
 * @param bar what it was to reach, in words; null where nothing was promised
 * @param met whether it did; null without a bar
 */
record Figure(
    String subject, double value, String unit, @Nullable String bar, @Nullable Boolean met) {

  /** Nothing was promised about it. */
  static Figure of(String subject, double value, String unit) {
    return new Figure(subject, rounded(value), unit, null, null);
  }

  /** It was to stay at or below {@code limit}. */
  static Figure atMost(double limit, String subject, double value, String unit) {
    String bar = "at most " + plain(limit);
    return new Figure(subject, rounded(value), unit, bar, value <= limit);
  }

  /** It was to reach {@code limit}. */
  static Figure atLeast(double limit, String subject, double value, String unit) {
    String bar = "at least " + plain(limit);
    return new Figure(subject, rounded(value), unit, bar, value >= limit);
  }

  /** Three digits say all that a measurement knows. */
  private static double rounded(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    double scale = Math.pow(10, 2 - Math.floor(Math.log10(Math.abs(value))));
    return scale > 1 ? Math.round(value * scale) / scale : Math.round(value);
  }

  /** Without the fraction where there is none. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
