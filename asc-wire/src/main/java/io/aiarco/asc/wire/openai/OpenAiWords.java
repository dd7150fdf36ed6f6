package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.error.OpenAiErrors;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.InclusiveUsage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** OpenAI's words, which compatible servers' clients read as well. */
final class OpenAiWords implements ServedWords {
  @Override
  public void text(JsonGenerator json, String text) throws IOException {
    RequestBody.text(json, "content", text);
  }

  @Override
  public void thought(JsonGenerator json, String thought) throws IOException {
    RequestBody.text(json, "reasoning_content", thought);
  }

  @Override
  public void refusal(JsonGenerator json, String refusal) throws IOException {
    RequestBody.text(json, "refusal", refusal);
  }

  @Override
  public void message(JsonGenerator json, String text, String thought, String refusal)
      throws IOException {
    json.writeStringField("content", orNull(text));
    json.writeStringField("refusal", orNull(refusal));
    if (!thought.isEmpty()) {
      thought(json, thought);
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : WellFormed.text(text);
  }

  /**
   * It knows five; a paused turn goes out as cut by length, because both mean that the client has
   * not got all of it.
   */
  @Override
  public String finish(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, REFUSAL, MISSING, OTHER -> "stop";
      case LENGTH, CONTEXT_LIMIT, PAUSED -> "length";
      case TOOL_CALLS -> "tool_calls";
      case PROVIDER_FILTER -> "content_filter";
      case ERROR -> "error";
    };
  }

  /** Writes the fields of a tool call, without its index. */
  static void toolCall(JsonGenerator json, ToolCall call) throws IOException {
    RequestBody.text(json, "id", call.id());
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    RequestBody.text(json, "name", call.name());
    RequestBody.text(json, "arguments", call.arguments().text());
    json.writeEndObject();
  }

  /** Its totals include what is read from caches and thought; null for none. */
  @Override
  public void usage(JsonGenerator json, Usage usage, JsonNode further) throws IOException {
    InclusiveUsage.write(json, usage, InclusiveUsage.Names.CHAT, further);
  }

  @Override
  public boolean usageEndsStream() {
    return false;
  }

  @Override
  public byte[] error(ErrorAnswer error) {
    return OpenAiErrors.body(error);
  }
}
