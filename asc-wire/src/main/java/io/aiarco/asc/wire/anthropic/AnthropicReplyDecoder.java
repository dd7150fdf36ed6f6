package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.json.CompactJson;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.ReplyExtras;
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
  private final AnthropicUsage usage;
  private final Asked asked;
  private @Nullable AnthropicThinking thinking;
  private @Nullable ReplyExtras extras;
  private boolean started;
  private @Nullable String stopReason;

  AnthropicReplyDecoder(Asked asked) {
    this.asked = asked;
    this.usage = new AnthropicUsage(asked.extras());
  }

  @Override
  public void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure {
    AnthropicObject message = AnthropicObject.read(body, length, asked.extras());
    if (message == null) {
      throw Malformed.wholeReply(length);
    }
    if (message.isError()) {
      throw ProviderErrors.inside(body, length);
    }
    if (message.content == null) {
      throw Malformed.reply("content: none (expected: a list of blocks)");
    }
    start(message, out);
    int index = 0;
    for (AnthropicBlock block : message.content) {
      block(index, block, out);
      thinkingEnds(index++, out);
    }
    stop(message.stop, out);
    keep(message.stop.extras);
    usage(message.usage, true, out);
    finish(out);
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    // Some proxies add what other protocols end with.
    if (SseConventions.isKeepAlive(event) || SseConventions.isDone(event)) {
      return false;
    }
    if (SseConventions.isError(event)) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    AnthropicObject data = AnthropicObject.read(event.bytes(), event.length(), asked.extras());
    if (data == null) {
      throw Malformed.event(event);
    }
    if (data.isError()) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    switch (data.type == null ? event.name() : data.type) {
      case "message_start" -> {
        start(data.message, out);
        keep(data.message == null ? null : data.message.stop.extras);
        usage(data.message == null ? null : data.message.usage, false, out);
      }
      case "content_block_start" -> block(data.index, data.block, out);
      case "content_block_delta" -> block(data.index, data.delta, out);
      case "message_delta" -> {
        if (data.delta != null) {
          stop(data.delta.stop, out);
          keep(data.delta.stop.extras);
        }
        keep(data.stop.extras);
        usage(data.usage, true, out);
      }
      case "message_stop" -> {
        end(out);
        return true;
      }
      case "content_block_stop" -> thinkingEnds(data.index, out);
      case "ping" -> {}
      default -> unknown(CompactJson.object(event.data()).map(Json::of).orElseThrow(), out);
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

  @Override
  public @Nullable String regionSeen() {
    return usage.inferenceGeo();
  }

  private void start(@Nullable AnthropicObject message, Consumer<StreamEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          message == null
              ? new StreamEvent.Started(null, null)
              : new StreamEvent.Started(message.id, message.model));
    }
  }

  /** A block, or what is new of one: deltas differ from blocks in nothing but their type. */
  private void block(int index, @Nullable AnthropicBlock block, Consumer<StreamEvent> out) {
    if (block == null) {
      return;
    }
    switch (block.type) {
      case "text", "text_delta" -> {
        if (block.text != null) {
          out.accept(new StreamEvent.TextDelta(block.text));
        }
      }
      case "thinking", "thinking_delta", "signature_delta" -> {
        thinking().add(index, block.thinking, block.signature);
        if (block.thinking != null) {
          out.accept(new StreamEvent.ReasoningDelta(block.thinking));
        }
      }
      case AnthropicBlock.REDACTED -> {
        if (block.unread != null) {
          out.accept(thinking().redacted(block.unread));
        }
      }
      case "tool_use", "input_json_delta" ->
          toolCalls.add(index, block.id, block.name, block.input, out);
      default -> {
        if (block.unread != null) {
          unknown(block.unread, out);
        }
      }
    }
  }

  private void keep(@Nullable ReplyExtras more) {
    if (more != null) {
      extras = extras == null ? new ReplyExtras() : extras;
      extras.putAll(more);
    }
  }

  private AnthropicThinking thinking() {
    if (thinking == null) {
      thinking = new AnthropicThinking(asked.model());
    }
    return thinking;
  }

  /** A block ends; says so if it was signed thinking. */
  private void thinkingEnds(int index, Consumer<StreamEvent> out) {
    StreamEvent complete = thinking == null ? null : thinking.end(index);
    if (complete != null) {
      out.accept(complete);
    }
  }

  private static void unknown(Json json, Consumer<StreamEvent> out) {
    out.accept(new StreamEvent.Unknown(AnthropicDialect.NAME, json));
  }

  /** The stop reason, and why the provider refused where it says so. */
  private void stop(AnthropicStop stop, Consumer<StreamEvent> out) {
    stopReason = stop.reason == null ? stopReason : stop.reason;
    if (stop.explanation != null) {
      out.accept(new StreamEvent.RefusalDelta(stop.explanation));
    }
  }

  private void usage(@Nullable AnthropicUsage figures, boolean isFinal, Consumer<StreamEvent> out) {
    if (figures != null) {
      usage.add(figures, isFinal);
      out.accept(new StreamEvent.UsageReport(usage.usage()));
    }
  }

  private void finish(Consumer<StreamEvent> out) throws ProviderFailure {
    if (thinking != null) {
      thinking.endAll(out);
    }
    FinishReason reason = reason();
    toolCalls.release(reason, out);
    keep(usage.further());
    if (extras != null) {
      extras.release(AnthropicDialect.NAME, out);
    }
    out.accept(new StreamEvent.Finished(reason, stopReason));
  }

  private FinishReason reason() {
    if (stopReason == null) {
      return FinishReason.MISSING;
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
