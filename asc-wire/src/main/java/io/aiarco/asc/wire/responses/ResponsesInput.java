package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the items of one request: a message for a turn of the system's or the user's, and for each
 * piece of an assistant's or a tool's turn an item of its own, so that their order is kept.
 */
final class ResponsesInput {
  private static final int LONGEST_CALL_ID = 64;

  /** What items have from the model, or from nobody: no extra may say it again. */
  private static final Set<String> OF_MESSAGE = Set.of("type", "id", "status", "role", "content");

  private static final Set<String> OF_CALL =
      Set.of("type", "id", "status", "call_id", "name", "arguments");
  private static final Set<String> OF_RESULT = Set.of("type", "id", "status", "call_id", "output");

  private final JsonGenerator json;
  private final String model;

  private ResponsesInput(JsonGenerator json, String model) {
    this.json = json;
    this.model = model;
  }

  /** {@code model}: the one it is for, since reasoning is taken back by no other than wrote it. */
  static void write(JsonGenerator json, ChatRequest request, String model) throws IOException {
    ResponsesInput input = new ResponsesInput(json, model);
    json.writeArrayFieldStart("input");
    for (int i = 0; i < request.messages().size(); i++) {
      input.turn(request.messages().get(i), "messages[" + i + "]");
    }
    json.writeEndArray();
  }

  private void turn(Message message, String path) throws IOException {
    switch (message.role()) {
      case SYSTEM -> message("system", message.content(), message.extras(), path);
      case USER -> message("user", message.content(), message.extras(), path);
      case ASSISTANT, TOOL -> {
        for (int i = 0; i < message.content().size(); i++) {
          item(message.content().get(i), message.role(), path + ".content[" + i + "]");
        }
      }
    }
  }

  private void message(String role, List<Content> parts, @Nullable WireExtras extras, String path)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "message");
    json.writeStringField("role", role);
    content("content", parts, role.equals("user"), path + ".content");
    ExtraFields.write(json, extras, ResponsesDialect.NAME, OF_MESSAGE);
    json.writeEndObject();
  }

  /** A string where one text is all there is, else a list of parts. */
  private void content(String field, List<Content> parts, boolean media, String path)
      throws IOException {
    if (parts.size() == 1
        && parts.get(0) instanceof Content.Text text
        && ExtraFields.of(text.extras(), ResponsesDialect.NAME) == null) {
      RequestBody.text(json, field, text.text());
      return;
    }
    json.writeArrayFieldStart(field);
    for (int i = 0; i < parts.size(); i++) {
      InputPart.write(json, parts.get(i), media, path + "[" + i + "]");
    }
    json.writeEndArray();
  }

  private void item(Content piece, Role role, String path) throws IOException {
    boolean assistant = role == Role.ASSISTANT;
    if (piece instanceof Content.Text text && assistant) {
      message("assistant", List.of(new Content.Text(text.text())), text.extras(), path);
    } else if (piece instanceof Content.ToolUse use && assistant) {
      call(use, path);
    } else if (piece instanceof Content.ToolResult result && !assistant) {
      result(result, path);
    } else if (piece instanceof Content.Reasoning reasoning
        && assistant
        && reasoning.state() != null
        && reasoning.state().isOf(ResponsesDialect.NAME, model)) {
      // Sealed: it goes back as it came.
      json.writeRawValue(RequestBody.requireObject(reasoning.state().json(), path));
    } else if (piece instanceof Content.Unknown unknown
        && unknown.dialect().equals(ResponsesDialect.NAME)) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), path));
    } else {
      throw Expressible.refusal(path, piece, ResponsesDialect.NAME);
    }
  }

  private void call(Content.ToolUse use, String path) throws IOException {
    ToolCall call = use.call();
    json.writeStartObject();
    json.writeStringField("type", "function_call");
    callId(call.id(), path);
    RequestBody.text(json, "name", call.name());
    json.writeStringField(
        "arguments", RequestBody.requireObject(call.arguments(), path + ".arguments"));
    ExtraFields.write(json, use.extras(), ResponsesDialect.NAME, OF_CALL);
    json.writeEndObject();
  }

  private void result(Content.ToolResult result, String path) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "function_call_output");
    callId(result.callId(), path);
    List<Content> pieces = SharedFields.pieces(result);
    content("output", pieces.isEmpty() ? List.of(new Content.Text("")) : pieces, true, path);
    ExtraFields.write(json, result.extras(), ResponsesDialect.NAME, OF_RESULT);
    json.writeEndObject();
  }

  private void callId(String id, String path) throws IOException {
    if (id.isEmpty() || id.length() > LONGEST_CALL_ID) {
      throw new InvalidRequestException(
          path
              + " call id: "
              + id.length()
              + " characters (expected: 1 to "
              + LONGEST_CALL_ID
              + " for "
              + ResponsesDialect.NAME
              + ")");
    }
    RequestBody.text(json, "call_id", id);
  }
}
