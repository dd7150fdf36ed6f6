package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.ReplyExtras;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a served reply says alike as a stream and as a whole. */
final class AnthropicWords {
  private static final Set<String> OF_REPLY =
      Set.of("id", "type", "role", "model", "content", "stop_reason", "usage");

  private static final Set<String> OF_USAGE =
      Set.of(
          "input_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens",
          "cache_creation",
          "output_tokens",
          "output_tokens_details");

  private static final Usage NOTHING_YET = Usage.of(0, 0, UsageSource.PARTIAL);

  private AnthropicWords() {}

  /** The protocol's word for {@code reason}. */
  static String stop(FinishReason reason) {
    return switch (reason) {
      case STOP, MISSING, OTHER, ERROR -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case CONTEXT_LIMIT -> "model_context_window_exceeded";
      case TOOL_CALLS -> "tool_use";
      case PROVIDER_FILTER, REFUSAL -> "refusal";
      case PAUSED -> "pause_turn";
    };
  }

  /** Writes the fields that stand before a message's content. */
  static void head(JsonGenerator json, ReplyHead head) throws IOException {
    RequestBody.text(json, "id", head.id());
    json.writeStringField("type", "message");
    json.writeStringField("role", "assistant");
    RequestBody.text(json, "model", head.model());
  }

  /**
   * Writes why it ended, the refusal's words where there are any, and what only the wire knows of
   * the reply, where the protocol has it.
   */
  static void stop(
      JsonGenerator json, FinishReason reason, String refusal, @Nullable WireExtras extras)
      throws IOException {
    JsonNode more = ReplyExtras.read(extras, AnthropicDialect.NAME);
    json.writeStringField("stop_reason", stop(reason));
    ReplyExtras.write(json, more, OF_REPLY);
    if (!more.has("stop_sequence")) {
      json.writeNullField("stop_sequence");
    }
    if (!refusal.isEmpty() && !more.has("stop_details")) {
      json.writeObjectFieldStart("stop_details");
      json.writeStringField("type", "refusal");
      RequestBody.text(json, "explanation", refusal);
      json.writeEndObject();
    }
  }

  /**
   * Writes the usage object of a message's beginning. Official SDKs fail without one, so what is
   * not known yet is zero here; the last object counts.
   */
  static void usageSoFar(JsonGenerator json, Usage usage) throws IOException {
    usage(json, usage.source() == UsageSource.ABSENT ? NOTHING_YET : usage, null);
  }

  /**
   * Writes the usage object, whose input excludes both caches, and what only the wire knows of it;
   * an empty one for no figures.
   */
  static void usage(JsonGenerator json, Usage usage, @Nullable WireExtras extras)
      throws IOException {
    if (usage.source() == UsageSource.ABSENT) {
      json.writeObjectFieldStart("usage");
      json.writeEndObject();
      return;
    }
    long write5m = usage.tokens(TokenClass.CACHE_WRITE_5M);
    long write1h = usage.tokens(TokenClass.CACHE_WRITE_1H);
    json.writeObjectFieldStart("usage");
    json.writeNumberField(
        "input_tokens", usage.tokens(TokenClass.INPUT) + usage.tokens(TokenClass.AUDIO_INPUT));
    json.writeNumberField(
        "cache_creation_input_tokens", usage.tokens(TokenClass.CACHE_WRITE) + write5m + write1h);
    json.writeNumberField("cache_read_input_tokens", usage.tokens(TokenClass.CACHE_READ));
    json.writeObjectFieldStart("cache_creation");
    json.writeNumberField("ephemeral_5m_input_tokens", write5m);
    json.writeNumberField("ephemeral_1h_input_tokens", write1h);
    json.writeEndObject();
    json.writeNumberField("output_tokens", usage.outputTokens());
    json.writeObjectFieldStart("output_tokens_details");
    json.writeNumberField("thinking_tokens", usage.tokens(TokenClass.REASONING));
    json.writeEndObject();
    JsonNode further = ReplyExtras.read(extras, AnthropicDialect.NAME).path("usage");
    ReplyExtras.write(json, further, OF_USAGE);
    json.writeEndObject();
  }
}
