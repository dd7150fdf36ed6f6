package io.aiarco.asc.chat;

/**
 * The grammar all providers accept for names that stand on the wire: tools, schemas, and with
 * Anthropic the ids of tool calls. OpenAI's OpenAPI document 2.3.0 and Anthropic's SDK 0.137.0,
 * read 2026-11.
 */
public final class WireName {
  /** The longest name of a tool or a schema. */
  public static final int LONGEST = 64;

  private WireName() {}

  /** Whether {@code text} is one or more of {@code a-z A-Z 0-9 _ -}, of any length. */
  public static boolean isValid(String text) {
    boolean valid = !text.isEmpty();
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-';
    }
    return valid;
  }

  /** {@code name}, when it is valid and not longer than {@link #LONGEST}. */
  static String require(String what, String name) {
    if (!isValid(name) || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + ": " + name.length() + " characters (expected: [a-zA-Z0-9_-]{1,64})");
    }
    return name;
  }
}
