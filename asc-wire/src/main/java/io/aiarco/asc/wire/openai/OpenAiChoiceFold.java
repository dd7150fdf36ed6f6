package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.ToolCallFold;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has come of one choice. Single-thread. */
final class OpenAiChoiceFold {
  private final int index;
  private final boolean thinkingGoesBack;
  private final ToolCallFold toolCalls;
  private final StringBuilder thought = new StringBuilder(0);
  private boolean refused;
  private @Nullable String finish;

  OpenAiChoiceFold(int index, Traits traits) {
    this.index = index;
    this.thinkingGoesBack = traits.takesThinkingBack();
    this.toolCalls = new ToolCallFold(index);
  }

  /** Takes what is new of it. */
  void add(OpenAiChunk.Choice choice, Consumer<StreamEvent> out) {
    if (choice.reasoning != null) {
      out.accept(new StreamEvent.ReasoningDelta(choice.reasoning, index));
    }
    for (StreamEvent part : choice.parts) {
      think(part, out);
      out.accept(index == 0 ? part : numbered(part));
    }
    if (choice.refusal != null) {
      refused = true;
      out.accept(new StreamEvent.RefusalDelta(choice.refusal, index));
    }
    if (!choice.logprobs.isEmpty()) {
      out.accept(new StreamEvent.LogprobsDelta(choice.logprobs, index));
    }
    for (OpenAiChunk.ToolPart part : choice.toolParts) {
      thoughtEnds(out);
      toolCalls.add(part.index(), part.id(), part.name(), part.arguments(), out);
    }
    finish = choice.finish == null ? finish : choice.finish;
  }

  /** Puts together what the model thought, until it says something. */
  private void think(StreamEvent part, Consumer<StreamEvent> out) {
    if (thinkingGoesBack && part instanceof StreamEvent.ReasoningDelta delta) {
      thought.append(delta.text());
    } else if (!(part instanceof StreamEvent.TextDelta text && text.text().isEmpty())) {
      thoughtEnds(out);
    }
  }

  private void thoughtEnds(Consumer<StreamEvent> out) {
    if (thought.length() > 0) {
      out.accept(
          new StreamEvent.ReasoningComplete(MistralThinking.piece(thought.toString()), index));
      thought.setLength(0);
    }
  }

  /** A part was read before the number of its choice was known. */
  private StreamEvent numbered(StreamEvent part) {
    if (part instanceof StreamEvent.TextDelta text) {
      return new StreamEvent.TextDelta(text.text(), index);
    }
    return part instanceof StreamEvent.ReasoningDelta thought
        ? new StreamEvent.ReasoningDelta(thought.text(), index)
        : part;
  }

  /**
   * Checks that it has ended, as a stream must say of each choice it began.
   *
   * @throws ProviderFailure TRUNCATED, when it has not
   */
  void requireEnd() throws ProviderFailure {
    if (finish == null) {
      throw Malformed.truncated("a finish_reason");
    }
  }

  /** Releases its tool calls and says how it ended. */
  void finish(Consumer<StreamEvent> out) throws ProviderFailure {
    FinishReason reason = reason();
    thoughtEnds(out);
    toolCalls.release(reason, out);
    out.accept(
        index == 0
            ? new StreamEvent.Finished(reason, finish)
            : new StreamEvent.ChoiceFinished(index, reason, finish));
  }

  /**
   * Some servers say "stop" after tool calls, and OpenAI does after a refusal. A whole reply
   * without a reason is still whole: its JSON ended.
   */
  private FinishReason reason() {
    if (finish == null) {
      return FinishReason.MISSING;
    }
    return switch (finish) {
      case "stop", "eos_token" ->
          refused
              ? FinishReason.REFUSAL
              : toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
      case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
      case "length" -> FinishReason.LENGTH;
      case "model_length" -> FinishReason.CONTEXT_LIMIT;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.PROVIDER_FILTER;
      case "refusal" -> FinishReason.REFUSAL;
      case "error" -> FinishReason.ERROR;
      default -> FinishReason.OTHER;
    };
  }
}
