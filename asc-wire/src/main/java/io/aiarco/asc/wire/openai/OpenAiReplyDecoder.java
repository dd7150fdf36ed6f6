package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.json.ProviderJson;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.SseConventions;
import io.aiarco.asc.wire.reply.ToolCallFold;
import io.aiarco.asc.wire.sse.SseEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one reply. A chunk's {@code delta} and a whole reply's {@code message} have the same
 * fields, so both are taken by {@link #choice}. The end is held back until {@code [DONE]} or the
 * end of the body, because usage may come after the finish reason.
 */
final class OpenAiReplyDecoder implements ReplyDecoder {
  private final ToolCallFold toolCalls = new ToolCallFold();
  private boolean started;
  private @Nullable String id;
  private @Nullable String model;
  private boolean refused;
  private @Nullable String finish;

  @Override
  public void whole(byte[] body, Consumer<StreamEvent> out) throws ProviderFailure {
    ObjectNode reply = Malformed.requireObject(body);
    failIfError(reply);
    JsonNode choice = firstChoice(reply);
    if (choice == null) {
      throw Malformed.reply("choices: none (expected: >= 1)");
    }
    start(reply, true, out);
    choice(choice, choice.path("message"), out);
    OpenAiUsage.of(reply).ifPresent(usage -> out.accept(new StreamEvent.UsageReport(usage)));
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
    ObjectNode chunk = Malformed.requireObject(event);
    if (event.name().equals("error")) {
      throw ProviderErrors.inside(chunk);
    }
    failIfError(chunk);
    JsonNode choice = firstChoice(chunk);
    start(chunk, choice != null, out);
    if (choice != null) {
      choice(choice, choice.path("delta"), out);
    }
    OpenAiUsage.of(chunk).ifPresent(usage -> out.accept(new StreamEvent.UsageReport(usage)));
    return false;
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    if (finish == null) {
      throw Malformed.truncated("a finish_reason");
    }
    finish(out);
  }

  private static void failIfError(ObjectNode object) throws ProviderFailure {
    if (ProviderErrors.isError(object)) {
      throw ProviderErrors.inside(object);
    }
  }

  /** Choice 0, the only one asked for; null when this chunk has none. */
  private static @Nullable JsonNode firstChoice(ObjectNode object) {
    for (JsonNode choice : object.path("choices")) {
      if (choice.isObject() && choice.path("index").asInt(0) == 0) {
        return choice;
      }
    }
    return null;
  }

  /**
   * Says that the reply began, and says it again when a later chunk tells what the first did not:
   * Azure's first chunk has neither choice, id nor model. An id that changes on the way does not
   * count.
   */
  private void start(ObjectNode object, boolean hasChoice, Consumer<StreamEvent> out) {
    String known = id;
    String knownModel = model;
    id = known == null ? ProviderJson.text(object, "id").orElse(null) : known;
    model = knownModel == null ? ProviderJson.text(object, "model").orElse(null) : knownModel;
    boolean news = known == null && id != null || knownModel == null && model != null;
    if (news || hasChoice && !started) {
      started = true;
      out.accept(new StreamEvent.Started(id, model));
    }
  }

  private void choice(JsonNode choice, JsonNode message, Consumer<StreamEvent> out) {
    ProviderJson.text(message, "reasoning_content")
        .or(() -> ProviderJson.text(message, "reasoning"))
        .ifPresent(text -> out.accept(new StreamEvent.ReasoningDelta(text)));
    content(message.path("content"), out);
    ProviderJson.text(message, "refusal")
        .ifPresent(
            text -> {
              refused = true;
              out.accept(new StreamEvent.RefusalDelta(text));
            });
    toolCalls(message.path("tool_calls"), out);
    finish = ProviderJson.text(choice, "finish_reason").orElse(finish);
  }

  /** A string, or with Mistral a list of text and thinking parts. */
  private static void content(JsonNode content, Consumer<StreamEvent> out) {
    if (content.isTextual() && !content.textValue().isEmpty()) {
      out.accept(new StreamEvent.TextDelta(content.textValue()));
    }
    for (JsonNode part : content) {
      switch (part.path("type").asText()) {
        case "text" ->
            ProviderJson.text(part, "text")
                .ifPresent(text -> out.accept(new StreamEvent.TextDelta(text)));
        case "thinking" -> {
          for (JsonNode thought : part.path("thinking")) {
            ProviderJson.text(thought, "text")
                .ifPresent(text -> out.accept(new StreamEvent.ReasoningDelta(text)));
          }
        }
        default -> out.accept(new StreamEvent.Unknown(OpenAiDialect.NAME, ProviderJson.json(part)));
      }
    }
  }

  private void toolCalls(JsonNode calls, Consumer<StreamEvent> out) {
    for (JsonNode call : calls) {
      JsonNode index = call.path("index");
      JsonNode function = call.path("function");
      JsonNode arguments = function.path("arguments");
      toolCalls.add(
          index.isInt() ? index.intValue() : -1,
          ProviderJson.text(call, "id").orElse(null),
          ProviderJson.text(function, "name").orElse(null),
          arguments.isObject() ? arguments.toString() : arguments.asText(""),
          out);
    }
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
      return FinishReason.OTHER;
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
