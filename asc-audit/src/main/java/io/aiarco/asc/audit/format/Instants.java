package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.shown;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Points in time as records spell them. */
public final class Instants {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int STAMP_DECIMALS = 6;
  private static final int MAX_DECIMALS = 9;
  private static final int DATE_LENGTH = 10;
  private static final long SECONDS_OF_DAY = 86_400;

  /** The last date that was spelled. */
  private static volatile Spelled lastSpelled = new Spelled(Long.MIN_VALUE, "");

  /** The last date that was found to exist: most records are of the same day. */
  private static volatile Day lastDay = new Day("?", 0);

  /** The last second in which a {@code ts} was found to be right, up to its point. */
  private static volatile byte[] lastSecond = new byte[0];

  /** The minute of the last other instant: many of a log are of one. */
  private static volatile Minute lastMinute = new Minute(new byte[0], 0);

  /** A minute up to its colon, and when it began. */
  private static final class Minute {
    private final byte[] text;
    private final long epochSecond;

    Minute(byte[] text, long epochSecond) {
      this.text = text;
      this.epochSecond = epochSecond;
    }
  }

  private record Day(String date, long epochSecond) {}

  private record Spelled(long epochDay, String date) {}

  private Instants() {}

  /** {@code ts}: RFC 3339 in UTC with exactly six decimals. */
  public static String stamp(Instant instant) {
    return spelled(instant, STAMP_DECIMALS);
  }

  /** Any other instant, as {@link Instant#toString()} spells it. */
  public static String text(Instant instant) {
    int nanos = instant.get(ChronoField.NANO_OF_SECOND);
    int decimals = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    return spelled(instant, decimals);
  }

  private static String spelled(Instant instant, int decimals) {
    long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_OF_DAY);
    int second = (int) Math.floorMod(instant.getEpochSecond(), SECONDS_OF_DAY);
    StringBuilder text = new StringBuilder(SHAPE.length() + MAX_DECIMALS + 2);
    text.append(date(day));
    two(text.append('T'), second / 3_600);
    two(text.append(':'), second / 60 % 60);
    two(text.append(':'), second % 60);
    int nanos = instant.get(ChronoField.NANO_OF_SECOND);
    int place = 100_000_000;
    for (int i = 0; i < decimals; i++, place /= 10) {
      (i == 0 ? text.append('.') : text).append((char) ('0' + nanos / place % 10));
    }
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static String date(long epochDay) {
    Spelled spelled = lastSpelled;
    if (spelled.epochDay != epochDay) {
      spelled = new Spelled(epochDay, LocalDate.ofEpochDay(epochDay).toString());
      lastSpelled = spelled;
    }
    return spelled.date;
  }

  /** Checks a {@code ts}. */
  public static void requireStamp(@Nullable Object value) throws FormatException {
    if (!(value instanceof String text) || decimals(text) != STAMP_DECIMALS || day(text) == null) {
      throw new FormatException("ts: " + shown(value) + " (expected: RFC 3339, six decimals, Z)");
    }
    lastSecond = text.substring(0, SHAPE.length() + 1).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it is a {@code ts} in the second of the one that was found right last. */
  static boolean isStamp(byte[] bytes, int from, int to) {
    byte[] second = lastSecond;
    int decimals = from + second.length;
    if (to - decimals != STAMP_DECIMALS + 1
        || bytes[to - 1] != 'Z'
        || !Bytes.same(bytes, from, decimals, second, 0, second.length)) {
      return false;
    }
    return Bytes.isNumber(bytes, decimals, to - 1);
  }

  /** Reads any other instant. */
  public static Instant read(String what, @Nullable Object value) throws FormatException {
    if (value instanceof String text && decimals(text) >= 0) {
      Day day = day(text);
      if (day != null) {
        long minute = day.epochSecond() + 3_600L * two(text, 11) + 60L * two(text, 14);
        lastMinute = new Minute(text.substring(0, 17).getBytes(StandardCharsets.US_ASCII), minute);
        return Instant.ofEpochSecond(minute + two(text, 17), nanos(text));
      }
    }
    throw new FormatException(
        what + ": " + shown(value) + " (expected: an RFC 3339 instant in UTC)");
  }

  /** Reads an instant in the minute of the one that was read last; null for any other text. */
  static @Nullable Instant readAlike(byte[] bytes, int from, int to) {
    Minute minute = lastMinute;
    int seconds = from + minute.text.length;
    int point = seconds + 2;
    int decimals = to - point - 2;
    if (decimals < 1
        || decimals > MAX_DECIMALS
        || bytes[point] != '.'
        || bytes[to - 1] != 'Z'
        || bytes[seconds] > '5'
        || !Bytes.same(bytes, from, seconds, minute.text, 0, minute.text.length)
        || !Bytes.isNumber(bytes, seconds, point)
        || !Bytes.isNumber(bytes, point + 1, to - 1)) {
      return null;
    }
    long nanos = Bytes.integer(bytes, point + 1, to - 1);
    for (int i = decimals; i < MAX_DECIMALS; i++) {
      nanos *= 10;
    }
    return Instant.ofEpochSecond(minute.epochSecond + Bytes.integer(bytes, seconds, point), nanos);
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
