package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.SseConventions;
import io.aiarco.asc.wire.reply.ToolCallFold;
import io.aiarco.asc.wire.sse.SseEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one reply: a whole one is taken as a stream of one chunk. The end is held back until
 * {@code [DONE]} or the end of the body, because usage may come after the finish reason.
 */
final class OpenAiReplyDecoder implements ReplyDecoder {
  private final ToolCallFold toolCalls = new ToolCallFold();
  private boolean started;
  private @Nullable String id;
  private @Nullable String model;
  private boolean refused;
  private @Nullable String finish;

  @Override
  public void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure {
    OpenAiChunk reply = OpenAiChunk.read(body, length, "message");
    if (reply == null) {
      throw Malformed.wholeReply(length);
    }
    failIfError(reply, body, length);
    OpenAiChunk.Choice choice = firstChoice(reply);
    if (choice == null) {
      throw Malformed.reply("choices: none (expected: >= 1)");
    }
    take(reply, choice, out);
    finish(out);
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    if (SseConventions.isDone(event)) {
      end(out);
      return true;
    }
    if (SseConventions.isKeepAlive(event)) {
      return false;
    }
    if (SseConventions.isError(event)) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    OpenAiChunk chunk = OpenAiChunk.read(event.bytes(), event.length(), "delta");
    if (chunk == null) {
      throw Malformed.event(event);
    }
    failIfError(chunk, event.bytes(), event.length());
    take(chunk, firstChoice(chunk), out);
    return false;
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    if (finish == null) {
      throw Malformed.truncated("a finish_reason");
    }
    finish(out);
  }

  private static void failIfError(OpenAiChunk chunk, byte[] bytes, int length)
      throws ProviderFailure {
    if (chunk.isError()) {
      throw ProviderErrors.inside(bytes, length);
    }
  }

  /** Choice 0, the only one asked for; null when this chunk has none. */
  private static OpenAiChunk.@Nullable Choice firstChoice(OpenAiChunk chunk) {
    for (OpenAiChunk.Choice choice : chunk.choices) {
      if (choice.index == 0) {
        return choice;
      }
    }
    return null;
  }

  private void take(
      OpenAiChunk chunk, OpenAiChunk.@Nullable Choice choice, Consumer<StreamEvent> out) {
    start(chunk, choice != null, out);
    if (choice != null) {
      choice(choice, out);
    }
    if (chunk.usage != null) {
      out.accept(new StreamEvent.UsageReport(chunk.usage));
    }
  }

  /**
   * Says that the reply began, and says it again when a later chunk tells what the first did not:
   * Azure's first chunk has neither choice, id nor model. An id that changes on the way does not
   * count.
   */
  private void start(OpenAiChunk chunk, boolean hasChoice, Consumer<StreamEvent> out) {
    boolean news = id == null && chunk.id != null || model == null && chunk.model != null;
    id = id == null ? chunk.id : id;
    model = model == null ? chunk.model : model;
    if (news || hasChoice && !started) {
      started = true;
      out.accept(new StreamEvent.Started(id, model));
    }
  }

  private void choice(OpenAiChunk.Choice choice, Consumer<StreamEvent> out) {
    if (choice.reasoning != null) {
      out.accept(new StreamEvent.ReasoningDelta(choice.reasoning));
    }
    choice.parts.forEach(out);
    if (choice.refusal != null) {
      refused = true;
      out.accept(new StreamEvent.RefusalDelta(choice.refusal));
    }
    for (OpenAiChunk.ToolPart part : choice.toolParts) {
      toolCalls.add(part.index(), part.id(), part.name(), part.arguments(), out);
    }
    finish = choice.finish == null ? finish : choice.finish;
  }

  private void finish(Consumer<StreamEvent> out) throws ProviderFailure {
    FinishReason reason = reason();
    toolCalls.release(reason, out);
    out.accept(new StreamEvent.Finished(reason, finish));
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
