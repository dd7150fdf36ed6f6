package io.aiarco.asc.route;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of UTF-8 that a request's text is sent as, media aside, and sees on the way
 * whether some of it is half a character. Single-thread.
 */
final class TextBytes implements Content.Visitor<TextBytes> {
  private long bytes;
  private boolean illFormed;

  /** What was added. */
  long bytes() {
    return bytes;
  }

  /** Whether a lone surrogate was among it. */
  boolean isIllFormed() {
    return illFormed;
  }

  /** Adds bytes of no text. */
  TextBytes add(long more) {
    bytes += more;
    return this;
  }

  /** Adds a text; half a character counts as the U+FFFD that is sent in its place. */
  TextBytes add(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x800) {
        length += c < 0x80 ? 1 : 2;
      } else if (!Character.isSurrogate(c)) {
        length += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += 3;
        illFormed = true;
      }
    }
    bytes += length;
    return this;
  }

  /** Adds a JSON text. */
  TextBytes add(Json json) {
    illFormed |= !WellFormed.isJson(json.text());
    return add(json.text());
  }

  /** Adds what only the wire knows of a piece: it may stand in the prompt too. */
  TextBytes add(@Nullable WireExtras extras) {
    return extras == null ? this : add(extras.fields());
  }

  /** Looks at a text that is not counted. */
  void see(String text) {
    illFormed |= !WellFormed.isText(text);
  }

  @Override
  public TextBytes text(Content.Text text) {
    return add(text.text()).add(text.extras());
  }

  @Override
  public TextBytes image(Content.Image image) {
    return add(image.extras());
  }

  @Override
  public TextBytes document(Content.Document document) {
    add(document.extras());
    return document.title() == null ? this : add(document.title());
  }

  @Override
  public TextBytes audio(Content.Audio audio) {
    return add(audio.extras());
  }

  /** What is shown and what is not: the state holds all that the model thought, encrypted. */
  @Override
  public TextBytes reasoning(Content.Reasoning reasoning) {
    ProviderState state = reasoning.state();
    add(reasoning.text());
    return state == null ? this : add(state.json());
  }

  @Override
  public TextBytes toolUse(Content.ToolUse use) {
    add(use.call().id()).add(use.call().name()).add(use.call().arguments());
    return add(use.extras());
  }

  @Override
  public TextBytes toolResult(Content.ToolResult result) {
    add(result.callId()).add(result.extras());
    for (Content piece : result.content()) {
      add(UsageBound.PER_ITEM);
      piece.accept(this);
    }
    return this;
  }

  /** What it says; what it refers to, {@link MediaBound} counts. */
  @Override
  public TextBytes other(Content content) {
    if (content instanceof Content.Unknown unknown) {
      return add(unknown.json());
    }
    throw new InvalidRequestException(
        "content: "
            + content.getClass().getSimpleName()
            + " has no usage bound (expected: a kind of this version)");
  }
}
