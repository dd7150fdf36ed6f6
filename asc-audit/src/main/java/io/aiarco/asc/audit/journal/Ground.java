package io.aiarco.asc.audit.journal;

/**
 * Who does something, and why, in 1 to 128 characters each. Both stand in the log for as long as it
 * is kept: no place for the names of those it concerns. Immutable.
 */
public record Ground(String by, String why) {
  private static final int LONGEST = 128;

  public Ground {
    requireWords("by", by);
    requireWords("why", why);
  }

  private static void requireWords(String what, String text) {
    int length = text.codePointCount(0, text.length());
    if (text.isBlank() || length > LONGEST) {
      throw new IllegalArgumentException(
          what + ": " + length + " characters (expected: 1 to " + LONGEST + ", not all blank)");
    }
  }
}
