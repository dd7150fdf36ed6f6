package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.shown;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Points in time as records spell them. */
public final class Instants {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int STAMP_DECIMALS = 6;
  private static final int MAX_DECIMALS = 9;
  private static final int DATE_LENGTH = 10;

  private static volatile Second last = new Second(Long.MIN_VALUE, "");

  /** The last date that was found to exist: most records are of the same day. */
  private static volatile Day lastDay = new Day("?", 0);

  private record Day(String date, long epochSecond) {}

  /** The text of one second, since most records share theirs with the one before. */
  private record Second(long epochSecond, String text) {}

  private Instants() {}

  /** {@code ts}: RFC 3339 in UTC with exactly six decimals. */
  public static String stamp(Instant instant) {
    Second second = last;
    if (second.epochSecond != instant.getEpochSecond()) {
      second = new Second(instant.getEpochSecond(), SECOND.format(instant));
      last = second;
    }
    int micros = instant.get(ChronoField.MICRO_OF_SECOND);
    char[] tail = {'.', '0', '0', '0', '0', '0', '0', 'Z'};
    for (int i = 6; i > 0; i--) {
      tail[i] = (char) ('0' + micros % 10);
      micros /= 10;
    }
    return second.text.concat(new String(tail));
  }

  /** Checks a {@code ts}. */
  public static void requireStamp(@Nullable Object value) throws FormatException {
    if (!(value instanceof String text) || decimals(text) != STAMP_DECIMALS || day(text) == null) {
      throw new FormatException("ts: " + shown(value) + " (expected: RFC 3339, six decimals, Z)");
    }
  }

  /** Reads any other instant. */
  public static Instant read(String what, @Nullable Object value) throws FormatException {
    if (value instanceof String text && decimals(text) >= 0) {
      Day day = day(text);
      if (day != null) {
        int second = 3_600 * two(text, 11) + 60 * two(text, 14) + two(text, 17);
        return Instant.ofEpochSecond(day.epochSecond() + second, nanos(text));
      }
    }
    throw new FormatException(
        what + ": " + shown(value) + " (expected: an RFC 3339 instant in UTC)");
  }

  /** How many decimals its second has, when it is spelled like an instant in UTC; otherwise -1. */
  private static int decimals(String text) {
    int end = text.length() - 1;
    if (end < SHAPE.length() || text.charAt(end) != 'Z') {
      return -1;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      if (SHAPE.charAt(i) == '0' ? c < '0' || c > '9' : c != SHAPE.charAt(i)) {
        return -1;
      }
    }
    if (two(text, 11) > 23 || two(text, 14) > 59 || two(text, 17) > 59) {
      return -1;
    }
    if (end == SHAPE.length()) {
      return 0;
    }
    for (int i = SHAPE.length() + 1; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    int decimals = end - SHAPE.length() - 1;
    return text.charAt(SHAPE.length()) == '.' && decimals > 0 && decimals <= MAX_DECIMALS
        ? decimals
        : -1;
  }

  private static int two(String text, int at) {
    return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
  }

  private static int nanos(String text) {
    int nanos = 0;
    for (int i = SHAPE.length() + 1; i <= SHAPE.length() + MAX_DECIMALS; i++) {
      nanos = 10 * nanos + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  /** The date at the beginning; null when there is no such day. */
  private static @Nullable Day day(String text) {
    Day known = lastDay;
    if (text.startsWith(known.date())) {
      return known;
    }
    String date = text.substring(0, DATE_LENGTH);
    try {
      Day day = new Day(date, LocalDate.parse(date).toEpochDay() * 86_400);
      if (date.startsWith("0000")) {
        return null;
      }
      lastDay = day;
      return day;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
