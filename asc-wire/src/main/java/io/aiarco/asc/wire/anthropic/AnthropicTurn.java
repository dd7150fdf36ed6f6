package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.WireName;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.ExtraFields;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one turn and its blocks. {@link Turn} has let in nothing that has no block. */
final class AnthropicTurn {
  private AnthropicTurn() {}

  static void write(JsonGenerator json, Turn turn) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", turn.role().name().toLowerCase(Locale.ROOT));
    if (turn.results().isEmpty()
        && turn.rest().size() == 1
        && turn.rest().get(0) instanceof Content.Text only
        && isBare(only)) {
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
    ExtraFields.write(json, turn.extras(), AnthropicDialect.NAME, Set.of("role", "content"));
    json.writeEndObject();
  }

  /** Whether a text says no more than a string does. */
  static boolean isBare(Content.Text text) {
    return ExtraFields.of(text.extras(), AnthropicDialect.NAME) == null;
  }

  static void block(JsonGenerator json, Content content) throws IOException {
    if (content instanceof Content.Text text) {
      json.writeStartObject();
      json.writeStringField("type", "text");
      RequestBody.text(json, "text", text.text());
      extras(json, text, "type", "text");
      json.writeEndObject();
    } else if (content instanceof Content.Image image) {
      media(json, "image", image, image.source(), null);
    } else if (content instanceof Content.Document document) {
      media(json, "document", document, document.source(), document.title());
    } else if (content instanceof Content.Reasoning reasoning && reasoning.state() != null) {
      // Signed: any change of it is refused.
      json.writeRawValue(RequestBody.requireObject(reasoning.state().json(), "reasoning state"));
    } else if (content instanceof Content.ToolUse use) {
      toolUse(json, use);
    } else if (content instanceof Content.Unknown unknown) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), "content"));
    }
  }

  private static void extras(JsonGenerator json, Content content, String... own)
      throws IOException {
    ExtraFields.write(json, content.extras(), AnthropicDialect.NAME, Set.of(own));
  }

  private static void media(
      JsonGenerator json, String type, Content content, MediaSource source, @Nullable String title)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeObjectFieldStart("source");
    if (source instanceof MediaSource.OfUrl url) {
      json.writeStringField("type", "url");
      json.writeStringField("url", url.url().toASCIIString());
    } else if (source instanceof MediaSource.OfBytes bytes) {
      // Plain text is a document's source of its own; everything else goes as Base64.
      boolean plain = type.equals("document") && bytes.mediaType().equals("text/plain");
      json.writeStringField("type", plain ? "text" : "base64");
      json.writeStringField("media_type", bytes.mediaType());
      json.writeStringField("data", plain ? new String(bytes.bytes(), UTF_8) : bytes.base64());
    }
    json.writeEndObject();
    if (title != null) {
      RequestBody.text(json, "title", title);
    }
    extras(json, content, "type", "source", "title");
    json.writeEndObject();
  }

  private static void toolUse(JsonGenerator json, Content.ToolUse use) throws IOException {
    ToolCall call = use.call();
    json.writeStartObject();
    json.writeStringField("type", "tool_use");
    json.writeStringField("id", requireId(call.id()));
    RequestBody.text(json, "name", call.name());
    RequestBody.object(json, "input", call.arguments(), "tool call arguments");
    extras(json, use, "type", "id", "name", "input");
    json.writeEndObject();
  }

  private static void toolResult(JsonGenerator json, Content.ToolResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "tool_result");
    json.writeStringField("tool_use_id", requireId(result.callId()));
    if (result.content().size() == 1
        && result.content().get(0) instanceof Content.Text only
        && isBare(only)) {
      RequestBody.text(json, "content", only.text());
    } else if (!result.content().isEmpty()) {
      json.writeArrayFieldStart("content");
      for (Content piece : result.content()) {
        if (!Turn.isEmptyText(piece)) {
          block(json, piece);
        }
      }
      json.writeEndArray();
    }
    if (result.error()) {
      json.writeBooleanField("is_error", true);
    }
    extras(json, result, "type", "tool_use_id", "content", "is_error");
    json.writeEndObject();
  }

  private static String requireId(String id) {
    if (!WireName.isValid(id)) {
      throw new InvalidRequestException(
          "tool call id: " + id.length() + " characters (expected: [a-zA-Z0-9_-]+)");
    }
    return id;
  }
}
