package io.aiarco.asc.route;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ProviderState;

/** Counts the bytes of UTF-8 that a piece of content is sent as, media aside. */
final class TextBytes implements Content.Visitor<Long> {
  static final TextBytes COUNT = new TextBytes();

  private TextBytes() {}

  @Override
  public Long text(Content.Text text) {
    return of(text.text());
  }

  @Override
  public Long image(Content.Image image) {
    return 0L;
  }

  @Override
  public Long document(Content.Document document) {
    return document.title() == null ? 0 : of(document.title());
  }

  @Override
  public Long audio(Content.Audio audio) {
    return 0L;
  }

  /** What is shown and what is not: the state holds all that the model thought, encrypted. */
  @Override
  public Long reasoning(Content.Reasoning reasoning) {
    ProviderState state = reasoning.state();
    return of(reasoning.text()) + (state == null ? 0 : of(state.json().text()));
  }

  @Override
  public Long toolUse(Content.ToolUse use) {
    return of(use.call().id()) + of(use.call().name()) + of(use.call().arguments().text());
  }

  @Override
  public Long toolResult(Content.ToolResult result) {
    long bytes = of(result.callId());
    for (Content piece : result.content()) {
      bytes += UsageBound.PER_ITEM + piece.accept(this);
    }
    return bytes;
  }

  @Override
  public Long other(Content content) {
    throw new InvalidRequestException(
        "content: "
            + content.getClass().getSimpleName()
            + " has no usage bound (expected: a kind of this version)");
  }

  /** Bytes of UTF-8; half a character counts as the U+FFFD that is sent in its place. */
  static long of(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }
}
