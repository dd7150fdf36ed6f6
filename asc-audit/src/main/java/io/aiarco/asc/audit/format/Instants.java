package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.shown;

import java.time.DateTimeException;
import java.time.Instant;
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
  private static final Pattern STAMP =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");
  private static final Pattern INSTANT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z");

  private static volatile Second last = new Second(Long.MIN_VALUE, "");

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
    try {
      Instant.parse(text);
      return text.compareTo("0001") >= 0 && !text.startsWith("24", 11);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
