package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;

/** Writes a whole message. */
final class AnthropicReplyWriter {
  private AnthropicReplyWriter() {}

  static byte[] body(ReplyHead head, Reply reply) {
    return RequestBody.of(
        json -> {
          AnthropicWords.head(json, head);
          json.writeArrayFieldStart("content");
          if (!reply.reasoning().isEmpty() && !isSigned(reply)) {
            json.writeStartObject();
            json.writeStringField("type", "thinking");
            RequestBody.text(json, "thinking", reply.reasoning());
            json.writeStringField("signature", "");
            json.writeEndObject();
          }
          for (Content piece : reply.content()) {
            if (piece instanceof Content.Text text) {
              text(json, text.text());
            } else if (piece instanceof Content.ToolUse use) {
              toolUse(json, use.call());
            }
            ObjectNode thinking = ThinkingOrigin.marked(piece);
            if (thinking != null) {
              json.writeRawValue(WellFormed.text(thinking.toString()));
            }
          }
          json.writeEndArray();
          AnthropicWords.stop(json, reply.finishReason(), reply.refusal(), reply.extras());
          AnthropicWords.usage(json, reply.usage(), reply.extras());
        });
  }

  /** Whether its reasoning goes out in the blocks it came in, to be sent back. */
  private static boolean isSigned(Reply reply) {
    return reply.content().stream().anyMatch(piece -> ThinkingOrigin.marked(piece) != null);
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
    RequestBody.text(json, "id", call.id());
    RequestBody.text(json, "name", call.name());
    RequestBody.object(json, "input", call.arguments(), "tool call arguments");
    json.writeEndObject();
  }
}
