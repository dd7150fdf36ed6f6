package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.shown;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as records spell them. */
public final class Instants {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String DATE_AND_TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";
  private static final Pattern STAMP = Pattern.compile(DATE_AND_TIME + "\\.[0-9]{6}Z");
  private static final Pattern INSTANT = Pattern.compile(DATE_AND_TIME + "(?:\\.[0-9]{1,9})?Z");
  private static final int DATE_LENGTH = 10;

  private static volatile Second last = new Second(Long.MIN_VALUE, "");

  /** The last date that was found to exist: most records are of the same day. */
  private static volatile String lastDate = "";

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
    if (!(value instanceof String text) || !STAMP.matcher(text).matches() || !exists(text)) {
      throw new FormatException("ts: " + shown(value) + " (expected: RFC 3339, six decimals, Z)");
    }
  }

  /** Reads any other instant. */
  public static Instant read(String what, @Nullable Object value) throws FormatException {
    if (value instanceof String text && INSTANT.matcher(text).matches() && exists(text)) {
      return Instant.parse(text);
    }
    throw new FormatException(
        what + ": " + shown(value) + " (expected: an RFC 3339 instant in UTC)");
  }

  private static boolean exists(String text) {
    String date = text.substring(0, DATE_LENGTH);
    if (!date.equals(lastDate)) {
      try {
        LocalDate.parse(date);
      } catch (DateTimeException e) {
        return false;
      }
      lastDate = date;
    }
    return !date.startsWith("0000");
  }
}
