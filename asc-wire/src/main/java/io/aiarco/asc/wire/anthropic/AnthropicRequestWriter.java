package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import java.util.List;

/** Writes one request. Single-thread. */
final class AnthropicRequestWriter {
  private final ChatRequest request;

  AnthropicRequestWriter(ChatRequest request) {
    this.request = request;
  }

  byte[] body(String model, int maxOutputTokens, boolean streamed) {
    double temperature = request.temperature().orElse(0);
    if (temperature > 1) {
      throw new InvalidRequestException(
          "temperature: " + temperature + " (expected: 0 to 1 for " + AnthropicDialect.NAME + ")");
    }
    List<String> system = Turn.system(request);
    List<Turn> turns = Turn.of(request);
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "model", model);
          json.writeNumberField("max_tokens", maxOutputTokens);
          system(json, system);
          json.writeArrayFieldStart("messages");
          for (Turn turn : turns) {
            turn(json, turn);
          }
          json.writeEndArray();
          settings(json);
          tools(json);
          if (streamed) {
            json.writeBooleanField("stream", true);
          }
        });
  }

  private static void system(JsonGenerator json, List<String> texts) throws IOException {
    if (texts.size() == 1) {
      RequestBody.text(json, "system", texts.get(0));
    } else if (!texts.isEmpty()) {
      json.writeArrayFieldStart("system");
      for (String text : texts) {
        text(json, text);
      }
      json.writeEndArray();
    }
  }

  private void settings(JsonGenerator json) throws IOException {
    if (request.temperature().isPresent()) {
      json.writeNumberField("temperature", request.temperature().getAsDouble());
    }
    if (request.topP().isPresent()) {
      json.writeNumberField("top_p", request.topP().getAsDouble());
    }
    if (!request.stopSequences().isEmpty()) {
      json.writeArrayFieldStart("stop_sequences");
      for (String stop : request.stopSequences()) {
        json.writeString(WellFormed.text(stop));
      }
      json.writeEndArray();
    }
  }

  private void tools(JsonGenerator json) throws IOException {
    if (request.tools().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("tools");
    int index = 0;
    for (Tool tool : request.tools()) {
      json.writeStartObject();
      json.writeStringField("name", tool.name());
      if (!tool.description().isEmpty()) {
        RequestBody.text(json, "description", tool.description());
      }
      RequestBody.object(
          json, "input_schema", tool.inputSchema(), "tools[" + index++ + "].inputSchema");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void turn(JsonGenerator json, Turn turn) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", turn.assistant() ? "assistant" : "user");
    if (turn.results().isEmpty()
        && turn.rest().size() == 1
        && turn.rest().get(0) instanceof Content.Text only) {
      RequestBody.text(json, "content", only.text());
    } else {
      json.writeArrayFieldStart("content");
      for (Content.ToolResult result : turn.results()) {
        toolResult(json, result);
      }
      for (Content content : turn.rest()) {
        block(json, content);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void block(JsonGenerator json, Content content) throws IOException {
    if (content instanceof Content.Text text) {
      text(json, text.text());
    } else if (content instanceof Content.ToolUse use) {
      toolUse(json, use.call());
    } else if (content instanceof Content.Unknown unknown) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), "content"));
    }
  }

  private static void text(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "text");
    RequestBody.text(json, "text", text);
    json.writeEndObject();
  }

  private static void toolUse(JsonGenerator json, ToolCall call) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "tool_use");
    json.writeStringField("id", requireId(call.id()));
    RequestBody.text(json, "name", call.name());
    RequestBody.object(json, "input", call.arguments(), "tool call arguments");
    json.writeEndObject();
  }

  private static void toolResult(JsonGenerator json, Content.ToolResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "tool_result");
    json.writeStringField("tool_use_id", requireId(result.callId()));
    RequestBody.text(json, "content", result.text());
    if (result.error()) {
      json.writeBooleanField("is_error", true);
    }
    json.writeEndObject();
  }

  private static String requireId(String id) {
    boolean valid = !id.isEmpty();
    for (int i = 0; valid && i < id.length(); i++) {
      char c = id.charAt(i);
      valid =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-';
    }
    if (!valid) {
      throw new InvalidRequestException(
          "tool call id: " + id.length() + " characters (expected: [a-zA-Z0-9_-]+)");
    }
    return id;
  }
}
