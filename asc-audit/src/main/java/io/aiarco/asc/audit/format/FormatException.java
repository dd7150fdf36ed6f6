package io.aiarco.asc.audit.format;

import java.util.function.Supplier;

/** Bytes break a rule of the audit format; the message says which. */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN_CHARACTERS = 80;

  /** {@code reason}: what, value, expectation, on one line. */
  public FormatException(String reason) {
    super(reason);
  }

  /** Throws unless {@code condition} holds. */
  public static void require(boolean condition, String reason) throws FormatException {
    if (!condition) {
      throw new FormatException(reason);
    }
  }

  /** Throws unless {@code condition} holds; the reason is put together only then. */
  public static void require(boolean condition, Supplier<String> reason) throws FormatException {
    if (!condition) {
      throw new FormatException(reason.get());
    }
  }

  /** A short, printable, one-line form of something read from a log. */
  public static String shown(@org.jspecify.annotations.Nullable Object value) {
    StringBuilder text = new StringBuilder();
    String.valueOf(value)
        .chars()
        .limit(SHOWN_CHARACTERS)
        .forEach(c -> text.append(c >= 0x20 && c < 0x7F ? (char) c : '?'));
    return text.toString();
  }
}
