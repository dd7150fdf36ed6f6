package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of a message. The family will grow: visit it with {@link Visitor}. Immutable. */
public interface Content {
  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** What only its wire knows of it; null for nothing, as mostly. */
  default @Nullable WireExtras extras() {
    return null;
  }

  /** Plain text. */
  record Text(String text, @Nullable WireExtras extras) implements Content {
    /** A text without extras. */
    public Text(String text) {
      this(text, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /** A picture, in a user message or a tool's result. */
  record Image(MediaSource source, @Nullable WireExtras extras) implements Content {
    /** A picture without extras. */
    public Image(MediaSource source) {
      this(source, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.image(this);
    }
  }

  /**
   * A document such as a PDF, in a user message or a tool's result.
   *
   * @param title what to call it; null for none
   */
  record Document(MediaSource source, @Nullable String title, @Nullable WireExtras extras)
      implements Content {
    /** A document without extras. */
    public Document(MediaSource source, @Nullable String title) {
      this(source, title, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.document(this);
    }

    @Override
    public String toString() {
      return "Document[" + source + "]";
    }
  }

  /** A sound, in a user message. */
  record Audio(MediaSource source, @Nullable WireExtras extras) implements Content {
    /** A sound without extras. */
    public Audio(MediaSource source) {
      this(source, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.audio(this);
    }
  }

  /**
   * What the model thought before it spoke, in an assistant message.
   *
   * @param text what is shown of it; may be empty where the provider shows none
   * @param state what its provider wants back with it; null where it wants nothing
   */
  record Reasoning(String text, @Nullable ProviderState state) implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reasoning(this);
    }

    @Override
    public String toString() {
      return "Reasoning[" + text.length() + " chars" + (state == null ? "]" : ", with state]");
    }
  }

  /** The model's wish to run a tool, in an assistant message. */
  record ToolUse(ToolCall call, @Nullable WireExtras extras) implements Content {
    /** A wish without extras. */
    public ToolUse(ToolCall call) {
      this(call, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolUse(this);
    }
  }

  /**
   * What a tool answered, in a tool message.
   *
   * @param callId the id of the {@link ToolCall} it answers
   * @param content texts, images and documents in order; may be empty
   * @param error whether the tool failed
   */
  record ToolResult(
      String callId, List<Content> content, boolean error, @Nullable WireExtras extras)
      implements Content {
    public ToolResult {
      content = List.copyOf(content);
      for (Content piece : content) {
        if (!(piece instanceof Text || piece instanceof Image || piece instanceof Document)) {
          throw new IllegalArgumentException(
              "tool result content: "
                  + piece.getClass().getSimpleName()
                  + " (expected: Text, Image or Document)");
        }
      }
    }

    /** A result without extras. */
    public ToolResult(String callId, List<Content> content, boolean error) {
      this(callId, content, error, null);
    }

    /** A result of one text. */
    public ToolResult(String callId, String text, boolean error) {
      this(callId, List.of(new Text(text)), error, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolResult(this);
    }

    @Override
    public String toString() {
      return "ToolResult[" + content.size() + " pieces]";
    }
  }

  /**
   * A piece this version does not know.
   *
   * @param dialect the wire it came from
   * @param json the piece as it came
   */
  record Unknown(String dialect, Json json) implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.other(this);
    }
  }

  /** One method per kind; all default to {@link #other}, so that new kinds break nobody. */
  interface Visitor<R> {
    /** Plain text. */
    default R text(Text text) {
      return other(text);
    }

    /** A picture. */
    default R image(Image image) {
      return other(image);
    }

    /** A document. */
    default R document(Document document) {
      return other(document);
    }

    /** A sound. */
    default R audio(Audio audio) {
      return other(audio);
    }

    /** Reasoning. */
    default R reasoning(Reasoning reasoning) {
      return other(reasoning);
    }

    /** A tool call. */
    default R toolUse(ToolUse use) {
      return other(use);
    }

    /** A tool result. */
    default R toolResult(ToolResult result) {
      return other(result);
    }

    /** Whatever has no method of its own. */
    R other(Content content);
  }
}
