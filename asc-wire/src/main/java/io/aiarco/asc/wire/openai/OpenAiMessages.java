package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the messages of one request. */
final class OpenAiMessages {
  private OpenAiMessages() {}

  static void write(JsonGenerator json, ChatRequest request) throws IOException {
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
        throw Expressible.refusal(at(path, i), content, OpenAiDialect.NAME);
      }
      json.writeStartObject();
      json.writeStringField("role", "tool");
      RequestBody.text(json, "tool_call_id", result.callId());
      texts(json, result, at(path, i));
      json.writeEndObject();
    }
  }

  /** A result's texts; that it is an error can be said only in words. */
  private static void texts(JsonGenerator json, Content.ToolResult result, String path)
      throws IOException {
    List<Content> texts = new ArrayList<>(result.content().size() + 1);
    for (Content piece : result.content()) {
      if (!(piece instanceof Content.Text text)) {
        throw Expressible.refusal(path, piece, OpenAiDialect.NAME);
      }
      boolean marked = result.error() && texts.isEmpty();
      texts.add(marked ? new Content.Text("error: " + text.text()) : text);
    }
    if (texts.isEmpty()) {
      texts.add(new Content.Text(result.error() ? "error" : ""));
    }
    content(json, texts, path);
  }

  private static void turn(JsonGenerator json, Message message, String path) throws IOException {
    List<Content> parts = new ArrayList<>(message.content().size());
    List<ToolCall> calls = new ArrayList<>(0);
    for (int i = 0; i < message.content().size(); i++) {
      Content content = message.content().get(i);
      if (content instanceof Content.ToolUse use && message.role() == Role.ASSISTANT) {
        calls.add(use.call());
      } else if (isPart(content, message.role())) {
        parts.add(content);
      } else {
        throw Expressible.refusal(at(path, i), content, OpenAiDialect.NAME);
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

  private static boolean isPart(Content content, Role role) {
    boolean media =
        content instanceof Content.Image
            || content instanceof Content.Document
            || content instanceof Content.Audio;
    return content instanceof Content.Text
        || media && role == Role.USER
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
        OpenAiPart.write(json, part, path + ".content");
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
