package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values are spelled in asc.yaml. Every reader throws {@link IllegalArgumentException} for what
 * it cannot read.
 */
final class Spelling {
  static final String DURATION = "a duration such as 500ms, 30s, 10m, 24h or 7d";

  static final String INSTANT = "an instant such as 2026-12-31T00:00:00Z";

  /** What stands in the library's messages between what is wrong and what would be right. */
  private static final String EXPECTED = " (expected: ";

  private Spelling() {}

  /** A whole number and {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}; above zero. */
  static Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    long amount = count(text.substring(0, digits));
    Duration duration =
        switch (text.substring(digits)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(Math.min(amount, Integer.MAX_VALUE));
          case "h" -> Duration.ofHours(Math.min(amount, Integer.MAX_VALUE));
          case "d" -> Duration.ofDays(Math.min(amount, Integer.MAX_VALUE));
          default -> throw new IllegalArgumentException(text);
        };
    if (duration.isZero()) {
      throw new IllegalArgumentException(text);
    }
    return duration;
  }

  /** An amount, one blank and a currency; at least zero. */
  static Money money(String text) {
    String[] parts = text.strip().split(" +", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(text);
    }
    Money money = Money.of(parts[0], new Currency(parts[1]));
    if (money.nanos() < 0) {
      throw new IllegalArgumentException(text);
    }
    return money;
  }

  /** The first instant of a date in UTC. */
  static Instant date(String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** An instant in UTC. */
  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * Writes down at {@code value} what a part of the library says is wrong, and what it expected.
   */
  static void refuse(YamlValue value, IllegalArgumentException said) {
    String message = String.valueOf(said.getMessage());
    int split = message.lastIndexOf(EXPECTED);
    if (split < 0) {
      value.refuseUnseen(message, "something else");
    } else {
      value.refuseUnseen(
          message.substring(0, split),
          message.substring(split + EXPECTED.length(), message.length() - 1));
    }
  }

  /** A whole number of at least zero; {@code _} may group its digits. */
  static long count(String text) {
    long count = Long.parseLong(text.replace("_", ""));
    if (count < 0) {
      throw new IllegalArgumentException(text);
    }
    return count;
  }

  /** A whole number within bounds. */
  static Function<String, Integer> range(int min, int max) {
    return text -> {
      long number = count(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException(text);
      }
      return (int) number;
    };
  }

  static String rangeText(int min, int max) {
    return "a whole number from " + min + " to " + max;
  }

  /** {@code true} or {@code false}. */
  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** The constant whose word {@code value} is; null, and a problem, for any other text. */
  static <E extends Enum<E>> @Nullable E oneOf(YamlValue value, Class<E> kind) {
    List<String> words = Arrays.stream(kind.getEnumConstants()).map(Spelling::word).toList();
    String word = value.oneOf(words, "one of " + String.join(", ", words));
    return word == null ? null : kind.getEnumConstants()[words.indexOf(word)];
  }

  /** The word for an enum's constant: {@code PUBLIC} is {@code public}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
