package io.aiarco.asc.call;

/** The one grammar of names a person writes into a configuration; see {@link #require}. */
final class Names {
  private static final int MAX_LENGTH = 64;

  private Names() {}

  /**
   * {@code value} when it is 1 to 64 of {@code a-z A-Z 0-9 . _ -}, starting with a letter or digit.
   */
  static String require(String what, String value) {
    boolean valid =
        !value.isEmpty() && value.length() <= MAX_LENGTH && isAlphanumeric(value.charAt(0));
    for (int i = 1; valid && i < value.length(); i++) {
      char c = value.charAt(i);
      valid = isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          what
              + ": "
              + shown(value)
              + " (expected: 1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first)");
    }
    return value;
  }

  /** {@code value}, when it has 1 to {@code maxLength} characters and no control character. */
  static String requireText(String what, String value, int maxLength) {
    if (value.isEmpty()
        || value.length() > maxLength
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          what
              + ": "
              + value.length()
              + " characters (expected: 1 to "
              + maxLength
              + ", none a control)");
    }
    return value;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static String shown(String value) {
    String printable = value.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "..." : printable;
  }
}
