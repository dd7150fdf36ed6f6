package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.ReplyExtras;
import java.io.IOException;
import java.util.Set;

/**
 * What Mistral's own clients read (npm client 2.7.0, read 2026-11), which check every chunk:
 * figures are never null, thinking is a part of the content, and a refusal, which they do not know,
 * is what was said.
 */
final class MistralWords implements ServedWords {
  private static final Set<String> OF_USAGE =
      Set.of("prompt_tokens", "completion_tokens", "total_tokens", "num_cached_tokens");

  @Override
  public void text(JsonGenerator json, String text) throws IOException {
    RequestBody.text(json, "content", text);
  }

  @Override
  public void thought(JsonGenerator json, String thought) throws IOException {
    json.writeArrayFieldStart("content");
    MistralThinking.write(json, thought);
    json.writeEndArray();
  }

  @Override
  public void refusal(JsonGenerator json, String refusal) throws IOException {
    text(json, refusal);
  }

  @Override
  public void message(JsonGenerator json, String text, String thought, String refusal)
      throws IOException {
    String said = text + refusal;
    if (thought.isEmpty()) {
      text(json, said);
      return;
    }
    json.writeArrayFieldStart("content");
    MistralThinking.write(json, thought);
    if (!said.isEmpty()) {
      part(json, said);
    }
    json.writeEndArray();
  }

  static void part(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "text");
    RequestBody.text(json, "text", text);
    json.writeEndObject();
  }

  /** It has no word for a filter; "error" at least does not call the reply whole. */
  @Override
  public String finish(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, REFUSAL, MISSING, OTHER -> "stop";
      case LENGTH, PAUSED -> "length";
      case CONTEXT_LIMIT -> "model_length";
      case TOOL_CALLS -> "tool_calls";
      case PROVIDER_FILTER, ERROR -> "error";
    };
  }

  @Override
  public void usage(JsonGenerator json, Usage usage, JsonNode further) throws IOException {
    json.writeObjectFieldStart("usage");
    if (usage.source() != UsageSource.ABSENT) {
      json.writeNumberField("prompt_tokens", usage.inputTokens());
      json.writeNumberField("completion_tokens", usage.outputTokens());
      json.writeNumberField("total_tokens", usage.totalTokens());
      json.writeNumberField("num_cached_tokens", usage.tokens(TokenClass.CACHE_READ));
      ReplyExtras.write(json, further, OF_USAGE);
    }
    json.writeEndObject();
  }

  @Override
  public boolean usageEndsStream() {
    return true;
  }

  @Override
  public byte[] error(ErrorAnswer error) {
    return RequestBody.of(
        json -> {
          json.writeStringField("object", "error");
          RequestBody.text(json, "message", error.message());
          json.writeStringField("type", type(error.status()));
          json.writeNullField("param");
          json.writeStringField("code", error.code());
          json.writeNumberField("raw_status_code", error.status());
        });
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 404 -> "invalid_model";
      case 429 -> "rate_limited";
      default -> status < 500 ? "invalid_request_error" : "internal_server_error";
    };
  }
}
