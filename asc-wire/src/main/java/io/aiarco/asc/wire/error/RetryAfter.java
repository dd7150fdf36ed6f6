package io.aiarco.asc.wire.error;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a provider asks to wait: {@code retry-after-ms} (OpenAI, milliseconds), then {@code
 * Retry-After} (RFC 9110, 10.2.3: seconds, here with a fraction too, or an HTTP date). A hint that
 * is broken, not positive or longer than {@link #LONGEST} is no hint: it must neither fail a call
 * nor park it for a day.
 */
final class RetryAfter {
  /** What is believed at most. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  static Optional<Duration> of(Function<String, Optional<String>> header, Instant now) {
    Optional<Duration> millis =
        header
            .apply("retry-after-ms")
            .flatMap(text -> amount(text, 1e6))
            .filter(RetryAfter::isSane);
    return millis.isPresent()
        ? millis
        : header
            .apply("retry-after")
            .flatMap(text -> amount(text, 1e9).or(() -> date(text, now)))
            .filter(RetryAfter::isSane);
  }

  private static boolean isSane(Duration wait) {
    return wait.compareTo(Duration.ZERO) > 0 && wait.compareTo(LONGEST) <= 0;
  }

  /** Digits with at most one point: "NaN", "1e3", "0x1p3" and "5d" are numbers to Java only. */
  private static Optional<Duration> amount(String text, double unitNanos) {
    String digits = text.strip();
    if (digits.length() > 20 || !digits.matches("[0-9]+(\\.[0-9]*)?")) {
      return Optional.empty();
    }
    // A double beyond long saturates, and LONGEST refuses it.
    return Optional.of(Duration.ofNanos((long) (Double.parseDouble(digits) * unitNanos)));
  }

  private static Optional<Duration> date(String text, Instant now) {
    try {
      return Optional.of(Duration.between(now, HTTP_DATE.parse(text.strip(), Instant::from)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
