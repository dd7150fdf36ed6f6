package io.aiarco.asc.chat;

import java.util.List;

/** One turn of a conversation: who speaks, and the pieces in order, at least one. Immutable. */
public record Message(Role role, List<Content> content) {
  public Message {
    if (content.isEmpty()) {
      throw new IllegalArgumentException("message content: 0 pieces (expected: >= 1)");
    }
    content = List.copyOf(content);
  }

  /** A message of one text. */
  public static Message of(Role role, String text) {
    return new Message(role, List.of(new Content.Text(text)));
  }
}
