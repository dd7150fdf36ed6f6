package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes one request. Single-thread. */
final class OpenAiRequestWriter {
  private final OpenAiDialect.Flavour flavour;
  private final ChatRequest request;

  OpenAiRequestWriter(OpenAiDialect.Flavour flavour, ChatRequest request) {
    this.flavour = flavour;
    this.request = request;
  }

  byte[] body(String model, int maxOutputTokens, boolean streamed) {
    if (request.stopSequences().size() > flavour.mostStopSequences) {
      throw new InvalidRequestException(
          "stop sequences: "
              + request.stopSequences().size()
              + " (expected: at most "
              + flavour.mostStopSequences
              + ")");
    }
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "model", model);
          messages(json);
          json.writeNumberField(flavour.maxTokensField, maxOutputTokens);
          settings(json);
          tools(json);
          if (streamed) {
            json.writeBooleanField("stream", true);
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
          }
        });
  }

  private void settings(JsonGenerator json) throws IOException {
    if (request.temperature().isPresent()) {
      json.writeNumberField("temperature", request.temperature().getAsDouble());
    }
    if (request.topP().isPresent()) {
      json.writeNumberField("top_p", request.topP().getAsDouble());
    }
    if (!request.stopSequences().isEmpty()) {
      json.writeArrayFieldStart("stop");
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
      json.writeStringField("type", "function");
      json.writeObjectFieldStart("function");
      json.writeStringField("name", tool.name());
      if (!tool.description().isEmpty()) {
        RequestBody.text(json, "description", tool.description());
      }
      RequestBody.object(
          json, "parameters", tool.inputSchema(), "tools[" + index++ + "].inputSchema");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void messages(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("messages");
    int index = 0;
    for (Message message : request.messages()) {
      String path = "messages[" + index++ + "]";
      if (message.role() == Role.TOOL) {
        toolResults(json, message, path);
      } else {
        turn(json, message, path);
      }
    }
    json.writeEndArray();
  }

  /** One tool message per result: the protocol has no message with two. */
  private static void toolResults(JsonGenerator json, Message message, String path)
      throws IOException {
    for (int i = 0; i < message.content().size(); i++) {
      Content content = message.content().get(i);
      if (!(content instanceof Content.ToolResult result)) {
        throw RequestBody.inexpressible(at(path, i), content, OpenAiDialect.NAME);
      }
      json.writeStartObject();
      json.writeStringField("role", "tool");
      RequestBody.text(json, "tool_call_id", result.callId());
      RequestBody.text(json, "content", (result.error() ? "error: " : "") + result.text());
      json.writeEndObject();
    }
  }

  private static void turn(JsonGenerator json, Message message, String path) throws IOException {
    List<Content> parts = new ArrayList<>(message.content().size());
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < message.content().size(); i++) {
      Content content = message.content().get(i);
      if (content instanceof Content.ToolUse use && message.role() == Role.ASSISTANT) {
        calls.add(use.call());
      } else if (isPart(content)) {
        parts.add(content);
      } else {
        throw RequestBody.inexpressible(at(path, i), content, OpenAiDialect.NAME);
      }
    }
    json.writeStartObject();
    json.writeStringField("role", role(message.role()));
    content(json, parts, path);
    if (!calls.isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (ToolCall call : calls) {
        toolCall(json, call, path);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static boolean isPart(Content content) {
    return content instanceof Content.Text
        || content instanceof Content.Unknown unknown
            && unknown.dialect().equals(OpenAiDialect.NAME);
  }

  /** A string where one text is all there is: some compatible servers know no parts. */
  private static void content(JsonGenerator json, List<Content> parts, String path)
      throws IOException {
    if (parts.isEmpty()) {
      json.writeNullField("content");
    } else if (parts.size() == 1 && parts.get(0) instanceof Content.Text text) {
      RequestBody.text(json, "content", text.text());
    } else {
      json.writeArrayFieldStart("content");
      for (Content part : parts) {
        if (part instanceof Content.Text text) {
          json.writeStartObject();
          json.writeStringField("type", "text");
          RequestBody.text(json, "text", text.text());
          json.writeEndObject();
        } else if (part instanceof Content.Unknown unknown) {
          json.writeRawValue(RequestBody.requireObject(unknown.json(), path + ".content"));
        }
      }
      json.writeEndArray();
    }
  }

  private static void toolCall(JsonGenerator json, ToolCall call, String path) throws IOException {
    json.writeStartObject();
    RequestBody.text(json, "id", call.id());
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    RequestBody.text(json, "name", call.name());
    json.writeStringField(
        "arguments", RequestBody.requireObject(call.arguments(), path + ".arguments"));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String role(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }

  private static String at(String path, int index) {
    return path + ".content[" + index + "]";
  }
}
