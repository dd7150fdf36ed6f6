package io.aiarco.asc.wire.anthropic;

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
 * Decodes one reply. A whole reply is taken as the stream that would have told it: its head, each
 * block at once, then its end. Events are told apart by the {@code type} in their data, because
 * some proxies lose their names; unknown ones are passed on unread, as the protocol's versioning
 * asks.
 */
final class AnthropicReplyDecoder implements ReplyDecoder {
  private final ToolCallFold toolCalls = new ToolCallFold();
  private final AnthropicUsage usage = new AnthropicUsage();
  private boolean started;
  private @Nullable String stopReason;

  @Override
  public void whole(byte[] body, Consumer<StreamEvent> out) throws ProviderFailure {
    ObjectNode message = Malformed.requireObject(body);
    if (ProviderErrors.isError(message)) {
      throw ProviderErrors.inside(message);
    }
    if (!message.path("content").isArray()) {
      throw Malformed.reply("content: none (expected: a list of blocks)");
    }
    start(message, out);
    int index = 0;
    for (JsonNode block : message.path("content")) {
      block(index++, block, out);
    }
    stop(message, out);
    usage(message, true, out);
    finish(out);
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    // Some proxies add what other protocols end with.
    if (SseConventions.isKeepAlive(event) || SseConventions.isDone(event)) {
      return false;
    }
    ObjectNode data = Malformed.requireObject(event);
    if (event.name().equals("error") || ProviderErrors.isError(data)) {
      throw ProviderErrors.inside(data);
    }
    switch (data.path("type").asText(event.name())) {
      case "message_start" -> {
        start(data.path("message"), out);
        usage(data.path("message"), false, out);
      }
      case "content_block_start" -> block(index(data), data.path("content_block"), out);
      case "content_block_delta" -> delta(index(data), data.path("delta"), out);
      case "message_delta" -> {
        stop(data.path("delta"), out);
        usage(data, true, out);
      }
      case "message_stop" -> {
        end(out);
        return true;
      }
      case "content_block_stop", "ping" -> {}
      default -> unknown(data, out);
    }
    return false;
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    if (stopReason == null) {
      throw Malformed.truncated("message_stop, after a stop_reason");
    }
    finish(out);
  }

  private void start(JsonNode message, Consumer<StreamEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          new StreamEvent.Started(
              ProviderJson.text(message, "id").orElse(null),
              ProviderJson.text(message, "model").orElse(null)));
    }
  }

  /** A block as it starts in a stream, mostly empty, or as it stands in a whole reply. */
  private void block(int index, JsonNode block, Consumer<StreamEvent> out) {
    switch (block.path("type").asText()) {
      case "text" -> text(block, "text", out);
      case "thinking" -> thinking(block, out);
      case "tool_use" -> {
        // A stream starts with an empty object here and sends the real one in pieces.
        JsonNode input = block.path("input");
        toolCalls.add(
            index,
            ProviderJson.text(block, "id").orElse(null),
            ProviderJson.text(block, "name").orElse(null),
            input.isEmpty() ? "" : input.toString(),
            out);
      }
      default -> unknown(block, out);
    }
  }

  private void delta(int index, JsonNode delta, Consumer<StreamEvent> out) {
    switch (delta.path("type").asText()) {
      case "text_delta" -> text(delta, "text", out);
      case "thinking_delta" -> thinking(delta, out);
      case "input_json_delta" ->
          toolCalls.add(index, null, null, delta.path("partial_json").asText(""), out);
      case "signature_delta" -> {} // binds thinking to its model; of no use to anybody else
      default -> unknown(delta, out);
    }
  }

  private static void text(JsonNode node, String field, Consumer<StreamEvent> out) {
    ProviderJson.text(node, field).ifPresent(text -> out.accept(new StreamEvent.TextDelta(text)));
  }

  private static void thinking(JsonNode node, Consumer<StreamEvent> out) {
    ProviderJson.text(node, "thinking")
        .ifPresent(text -> out.accept(new StreamEvent.ReasoningDelta(text)));
  }

  private static void unknown(JsonNode node, Consumer<StreamEvent> out) {
    out.accept(new StreamEvent.Unknown(AnthropicDialect.NAME, ProviderJson.json(node)));
  }

  /** The stop reason, and why the provider refused where it says so. */
  private void stop(JsonNode node, Consumer<StreamEvent> out) {
    stopReason = ProviderJson.text(node, "stop_reason").orElse(stopReason);
    ProviderJson.text(node.path("stop_details"), "explanation")
        .ifPresent(text -> out.accept(new StreamEvent.RefusalDelta(text)));
  }

  private void usage(JsonNode node, boolean isFinal, Consumer<StreamEvent> out) {
    if (usage.add(node.path("usage"), isFinal)) {
      out.accept(new StreamEvent.UsageReport(usage.usage()));
    }
  }

  private static int index(JsonNode data) {
    return data.path("index").asInt(0);
  }

  private void finish(Consumer<StreamEvent> out) throws ProviderFailure {
    FinishReason reason = reason();
    toolCalls.release(reason, out);
    out.accept(new StreamEvent.Finished(reason, stopReason));
  }

  private FinishReason reason() {
    if (stopReason == null) {
      return FinishReason.OTHER;
    }
    return switch (stopReason) {
      case "end_turn" -> toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
      case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
      case "max_tokens" -> FinishReason.LENGTH;
      case "model_context_window_exceeded" -> FinishReason.CONTEXT_LIMIT;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.REFUSAL;
      case "pause_turn" -> FinishReason.PAUSED;
      default -> FinishReason.OTHER;
    };
  }
}
