package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One step of a reply. A whole reply is decoded into the same events as a streamed one, so both
 * have one path. Order: {@link Started}, then content in any order, then {@link Finished}; content
 * bears the number of its choice, 0 unless several were asked for; {@link UsageReport} may come
 * anywhere and more than once, the last one counts. The family will grow: visit it with {@link
 * Visitor}. Immutable.
 */
public interface StreamEvent {
  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /**
   * Whether it shows the caller something of the reply: the first such event commits the call to
   * its endpoint.
   */
  default boolean isContent() {
    return false;
  }

  /** The provider began to answer; its id and model name, where it gives them. */
  record Started(@Nullable String id, @Nullable String model) implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.started(this);
    }
  }

  /** More visible text, never empty. */
  record TextDelta(String text, int choice) implements StreamEvent {
    /** Of the first choice. */
    public TextDelta(String text) {
      this(text, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.textDelta(this);
    }

    @Override
    public String toString() {
      return "TextDelta[" + text.length() + " chars]";
    }
  }

  /** More of the model's reasoning, where the provider shows it. Not part of the answer's text. */
  record ReasoningDelta(String text, int choice) implements StreamEvent {
    /** Of the first choice. */
    public ReasoningDelta(String text) {
      this(text, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reasoningDelta(this);
    }

    @Override
    public String toString() {
      return "ReasoningDelta[" + text.length() + " chars]";
    }
  }

  /**
   * A piece of reasoning is whole and its provider wants it back with the next turn. Its text has
   * come as {@link ReasoningDelta}s before.
   */
  record ReasoningComplete(Content.Reasoning reasoning, int choice) implements StreamEvent {
    /** Of the first choice. */
    public ReasoningComplete(Content.Reasoning reasoning) {
      this(reasoning, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reasoningComplete(this);
    }
  }

  /** More of a refusal's text. */
  record RefusalDelta(String text, int choice) implements StreamEvent {
    /** Of the first choice. */
    public RefusalDelta(String text) {
      this(text, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refusalDelta(this);
    }

    @Override
    public String toString() {
      return "RefusalDelta[" + text.length() + " chars]";
    }
  }

  /**
   * How likely the next tokens were, where that was asked for; their text comes as deltas of its
   * own, before.
   */
  record LogprobsDelta(Logprobs logprobs, int choice) implements StreamEvent {
    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.logprobs(this);
    }
  }

  /**
   * A tool call grows: for showing progress only, since the arguments are not JSON yet.
   *
   * @param index which call of the choice, from 0
   * @param name the tool, known with the first delta
   * @param argumentsPart the next characters of the arguments, maybe none
   */
  record ToolCallDelta(int index, String name, String argumentsPart, int choice)
      implements StreamEvent {
    /** Of the first choice. */
    public ToolCallDelta(int index, String name, String argumentsPart) {
      this(index, name, argumentsPart, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolCallDelta(this);
    }

    @Override
    public String toString() {
      return "ToolCallDelta[" + index + ", " + name + "]";
    }
  }

  /** A tool call is whole and its arguments are well-formed JSON. */
  record ToolCallComplete(int index, ToolCall call, int choice) implements StreamEvent {
    /** Of the first choice. */
    public ToolCallComplete(int index, ToolCall call) {
      this(index, call, 0);
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolCallComplete(this);
    }
  }

  /**
   * The vector of one input is there; in any order, each once.
   *
   * @param index which input, from 0
   */
  record Embedded(int index, Embedding embedding) implements StreamEvent {
    public Embedded {
      if (index < 0) {
        throw new IllegalArgumentException("index: " + index + " (expected: >= 0)");
      }
    }

    @Override
    public boolean isContent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.embedded(this);
    }
  }

  /** The provider's figures so far, cumulative. */
  record UsageReport(Usage usage) implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.usage(this);
    }
  }

  /**
   * A choice other than the first is complete; the first is with {@link Finished}.
   *
   * @param choice 1, 2, …
   * @param raw the provider's own word; null when it gave none
   */
  record ChoiceFinished(int choice, FinishReason reason, @Nullable String raw)
      implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.choiceFinished(this);
    }
  }

  /**
   * The protocol's end was seen: the reply is complete, and why its first choice ended.
   *
   * @param raw the provider's own word; null when it gave none
   */
  record Finished(FinishReason reason, @Nullable String raw) implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.finished(this);
    }
  }

  /**
   * What only its wire knows of the reply: all of it, once, before the end. It is for clients of
   * the same dialect.
   */
  record Extras(WireExtras extras) implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.extras(this);
    }
  }

  /** An event of the provider this version does not know. */
  record Unknown(String dialect, Json json) implements StreamEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.other(this);
    }
  }

  /** One method per kind; all default to {@link #other}, so that new kinds break nobody. */
  interface Visitor<R> {
    /** The reply begins. */
    default R started(Started started) {
      return other(started);
    }

    /** More text. */
    default R textDelta(TextDelta delta) {
      return other(delta);
    }

    /** More reasoning. */
    default R reasoningDelta(ReasoningDelta delta) {
      return other(delta);
    }

    /** A piece of reasoning is whole. */
    default R reasoningComplete(ReasoningComplete complete) {
      return other(complete);
    }

    /** More refusal. */
    default R refusalDelta(RefusalDelta delta) {
      return other(delta);
    }

    /** How likely the next tokens were. */
    default R logprobs(LogprobsDelta delta) {
      return other(delta);
    }

    /** A tool call grows. */
    default R toolCallDelta(ToolCallDelta delta) {
      return other(delta);
    }

    /** A tool call is whole. */
    default R toolCallComplete(ToolCallComplete complete) {
      return other(complete);
    }

    /** The vector of one input. */
    default R embedded(Embedded embedded) {
      return other(embedded);
    }

    /** Figures. */
    default R usage(UsageReport report) {
      return other(report);
    }

    /** What only its wire knows of the reply. */
    default R extras(Extras extras) {
      return other(extras);
    }

    /** A choice other than the first is whole. */
    default R choiceFinished(ChoiceFinished finished) {
      return other(finished);
    }

    /** The end. */
    default R finished(Finished finished) {
      return other(finished);
    }

    /** Whatever has no method of its own. */
    R other(StreamEvent event);
  }
}
