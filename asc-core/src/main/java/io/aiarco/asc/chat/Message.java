package io.aiarco.asc.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation: who speaks, and the pieces in order, at least one.
 *
 * @param extras what only its wire knows of it; null for nothing, as mostly. Immutable.
 */
public record Message(Role role, List<Content> content, @Nullable WireExtras extras) {
  public Message {
    if (content.isEmpty()) {
      throw new IllegalArgumentException("message content: 0 pieces (expected: >= 1)");
    }
    content = List.copyOf(content);
  }

  /** A message without extras. */
  public Message(Role role, List<Content> content) {
    this(role, content, null);
  }

  /** A message of one text. */
  public static Message of(Role role, String text) {
    return new Message(role, List.of(new Content.Text(text)));
  }
}
