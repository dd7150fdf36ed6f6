package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientTools;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one message. A developer's is a system message under its newer name. Function messages and
 * calls, which have no ids, are refused: nothing would tell which belong together.
 */
final class OpenAiMessageReader {
  private final Traits traits;
  private final OpenAiPartReader parts;

  OpenAiMessageReader(Traits traits) {
    this.traits = traits;
    this.parts = new OpenAiPartReader(traits);
  }

  Message read(ClientObject message) {
    String role =
        message.present(
            "role",
            message.word("role", "developer", "system", "user", "assistant", "tool"),
            "a role");
    return switch (role) {
      case "tool" -> result(message);
      case "assistant" -> assistant(message);
      case "user" -> message(message, Role.USER, parts.content(message));
      default -> message(message, Role.SYSTEM, parts.content(message));
    };
  }

  private Message message(ClientObject from, Role role, List<Content> content) {
    if (content.isEmpty()) {
      throw from.refusal("content", "none", "text, or a list of at least one part");
    }
    return new Message(role, content, from.extras(traits.dialect()));
  }

  private Message assistant(ClientObject message) {
    List<Content> content = new ArrayList<>(parts.content(message));
    String refusal = message.text("refusal");
    if (refusal != null) {
      content.add(new Content.Text(refusal));
    }
    for (ClientObject call : message.objects("tool_calls")) {
      content.add(toolCall(call));
    }
    if (traits.hasPrefix()) {
      message.flag("prefix"); // at the end it is said again, and nowhere else allowed
    }
    if (message.has("function_call")) {
      throw message.refusal("function_call", "a call without an id", "tool_calls");
    }
    return message(message, Role.ASSISTANT, content);
  }

  private Content toolCall(ClientObject call) {
    call.word("type", "function");
    String id = call.requireText("id");
    ClientObject function = call.requireObject("function");
    String name = function.requireText("name");
    Json arguments = ClientTools.arguments(function);
    return new Content.ToolUse(new ToolCall(id, name, arguments), call.extras(traits.dialect()));
  }

  private Message result(ClientObject message) {
    String id = message.requireText("tool_call_id");
    List<Content> content = parts.content(message);
    return message(
        message,
        Role.TOOL,
        List.of(message.make(() -> new Content.ToolResult(id, content, false))));
  }
}
