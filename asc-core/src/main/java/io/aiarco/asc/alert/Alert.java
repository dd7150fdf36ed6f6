package io.aiarco.asc.alert;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One thing an operator should look at: ids, figures and fixed words, never content. Immutable.
 *
 * @param subject whom it concerns, by an id of the configuration or the audit log, such as an
 *     account's
 * @param what what was looked at, such as {@code settled}
 * @param value what it was
 * @param expected what it should have been
 * @param at when it was seen
 */
public record Alert(
    AlertKind kind, String subject, String what, String value, String expected, Instant at) {
  private static final int MAX_CHARACTERS = 256;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  public Alert {
    require("subject", subject);
    require("what", what);
    require("value", value);
    require("expected", expected);
  }

  /** {@code subject: what value (expected: …)}. */
  public String message() {
    return subject + ": " + what + " " + value + " (expected: " + expected + ")";
  }

  private static void require(String name, String text) {
    if (text.isEmpty() || text.length() > MAX_CHARACTERS || CONTROL.matcher(text).find()) {
      throw new IllegalArgumentException(
          "alert "
              + name
              + ": "
              + text.length()
              + " characters (expected: 1 to "
              + MAX_CHARACTERS
              + ", none of them a control character)");
    }
  }
}
