package io.aiarco.asc.wire.reply;

/**
 * Text in pieces that may be cut inside a character beyond the basic plane, as some providers cut
 * it. Half a character has no bytes, so it is held back until its other half comes. Single-thread.
 */
public final class WholeCharacters {
  private String held = "";

  /** Holds nothing yet. */
  public WholeCharacters() {}

  /** What can be sent with the next piece at hand, maybe nothing. */
  public String add(String piece) {
    String text = held.isEmpty() ? piece : held + piece;
    int length = text.length();
    if (length > 0 && Character.isHighSurrogate(text.charAt(length - 1))) {
      held = text.substring(length - 1);
      return text.substring(0, length - 1);
    }
    held = "";
    return text;
  }

  /** The half that never got its other half, maybe nothing; then it holds nothing. */
  public String end() {
    String rest = held;
    held = "";
    return rest;
  }
}
