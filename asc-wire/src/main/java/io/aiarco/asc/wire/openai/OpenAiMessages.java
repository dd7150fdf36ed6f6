package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the messages of one request. Single-thread. */
final class OpenAiMessages {
  /** What a message has from the model. */
  private static final Set<String> OWN =
      Set.of("role", "content", "refusal", "tool_calls", "tool_call_id", "function_call");

  private final Traits traits;
  private final ChatRequest request;
  private final @Nullable MistralIds ids;

  OpenAiMessages(Traits traits, ChatRequest request) {
    this.traits = traits;
    this.request = request;
    this.ids = traits.hasNineCharacterIds() ? MistralIds.of(request) : null;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("messages");
    int index = 0;
    for (Message message : request.messages()) {
      String path = "messages[" + index++ + "]";
      if (message.role() == Role.TOOL) {
        toolResults(json, message, path);
      } else {
        turn(json, message, index == request.messages().size(), path);
      }
    }
    json.writeEndArray();
  }

  /** One tool message per result: the protocol has no message with two. */
  private void toolResults(JsonGenerator json, Message message, String path) throws IOException {
    for (int i = 0; i < message.content().size(); i++) {
      Content content = message.content().get(i);
      if (!(content instanceof Content.ToolResult result)) {
        throw Expressible.refusal(at(path, i), content, traits.dialect());
      }
      json.writeStartObject();
      json.writeStringField("role", "tool");
      RequestBody.text(json, "tool_call_id", id(result.callId()));
      texts(json, result, at(path, i));
      extras(json, message);
      json.writeEndObject();
    }
  }

  private void texts(JsonGenerator json, Content.ToolResult result, String path)
      throws IOException {
    List<Content> texts = SharedFields.pieces(result);
    for (Content piece : texts) {
      if (!(piece instanceof Content.Text)) {
        throw Expressible.refusal(path, piece, traits.dialect());
      }
    }
    content(json, texts.isEmpty() ? List.of(new Content.Text("")) : texts, path);
  }

  private void turn(JsonGenerator json, Message message, boolean last, String path)
      throws IOException {
    List<Content> parts = new ArrayList<>(message.content().size());
    List<Content.ToolUse> calls = new ArrayList<>(0);
    for (int i = 0; i < message.content().size(); i++) {
      Content content = message.content().get(i);
      if (content instanceof Content.ToolUse use && message.role() == Role.ASSISTANT) {
        calls.add(use);
      } else if (isPart(content, message.role())) {
        parts.add(content);
      } else {
        throw Expressible.refusal(at(path, i), content, traits.dialect());
      }
    }
    json.writeStartObject();
    json.writeStringField("role", role(message.role()));
    content(json, parts, path);
    if (!calls.isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (Content.ToolUse call : calls) {
        toolCall(json, call, path);
      }
      json.writeEndArray();
    } else if (last && message.role() == Role.ASSISTANT && traits.hasPrefix()) {
      json.writeBooleanField("prefix", true);
    }
    extras(json, message);
    json.writeEndObject();
  }

  private String id(String id) {
    return ids == null ? id : ids.of(id);
  }

  private boolean isPart(Content content, Role role) {
    boolean media =
        content instanceof Content.Image
            || content instanceof Content.Document
            || content instanceof Content.Audio;
    return content instanceof Content.Text
        || media && role == Role.USER
        || isThinking(content, role)
        || content instanceof Content.Unknown unknown && unknown.dialect().equals(traits.dialect());
  }

  private boolean isThinking(Content content, Role role) {
    return content instanceof Content.Reasoning reasoning
        && role == Role.ASSISTANT
        && traits.takesThinkingBack()
        && reasoning.state() != null
        && reasoning.state().dialect().equals(traits.dialect());
  }

  /** A string where one text is all there is: some compatible servers know no parts. */
  private void content(JsonGenerator json, List<Content> parts, String path) throws IOException {
    if (parts.isEmpty()) {
      json.writeNullField("content");
    } else if (parts.size() == 1
        && parts.get(0) instanceof Content.Text text
        && ExtraFields.of(text.extras(), traits.dialect()) == null) {
      RequestBody.text(json, "content", text.text());
    } else {
      json.writeArrayFieldStart("content");
      for (Content part : parts) {
        traits.parts().write(json, part, traits.dialect(), path + ".content");
      }
      json.writeEndArray();
    }
  }

  private void extras(JsonGenerator json, Message message) throws IOException {
    ExtraFields.write(json, message.extras(), traits.dialect(), OWN);
  }

  private void toolCall(JsonGenerator json, Content.ToolUse use, String path) throws IOException {
    ToolCall call = use.call();
    json.writeStartObject();
    RequestBody.text(json, "id", id(call.id()));
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    RequestBody.text(json, "name", call.name());
    json.writeStringField(
        "arguments", RequestBody.requireObject(call.arguments(), path + ".arguments"));
    ExtraFields.writeInner(
        json, use.extras(), traits.dialect(), Set.of("name", "arguments"), "function");
    json.writeEndObject();
    ExtraFields.write(json, use.extras(), traits.dialect(), Set.of("id", "type"), "function");
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
