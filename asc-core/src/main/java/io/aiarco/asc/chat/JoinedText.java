package io.aiarco.asc.chat;

import org.jspecify.annotations.Nullable;

/** Text that comes in pieces. A single piece, all that a whole reply has, is not copied. */
final class JoinedText {
  private String only = "";
  private @Nullable StringBuilder joined;

  void append(String piece) {
    if (joined != null) {
      joined.append(piece);
    } else if (only.isEmpty()) {
      only = piece;
    } else {
      joined = new StringBuilder(only).append(piece);
    }
  }

  boolean isEmpty() {
    return joined == null && only.isEmpty();
  }

  /** All of it; then it is empty. */
  String take() {
    String text = toString();
    only = "";
    joined = null;
    return text;
  }

  @Override
  public String toString() {
    return joined == null ? only : joined.toString();
  }
}
