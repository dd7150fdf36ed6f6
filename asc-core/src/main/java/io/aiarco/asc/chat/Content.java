package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;

/** One piece of a message. The family will grow: visit it with {@link Visitor}. Immutable. */
public interface Content {
  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** Plain text. */
  record Text(String text) implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /** The model's wish to run a tool, in an assistant message. */
  record ToolUse(ToolCall call) implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolUse(this);
    }
  }

  /**
   * What a tool answered, in a tool message.
   *
   * @param callId the id of the {@link ToolCall} it answers
   * @param error whether the tool failed
   */
  record ToolResult(String callId, String text, boolean error) implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolResult(this);
    }

    @Override
    public String toString() {
      return "ToolResult[" + text.length() + " chars]";
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
