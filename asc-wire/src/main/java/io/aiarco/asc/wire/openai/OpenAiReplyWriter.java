package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole {@code chat.completion}. */
final class OpenAiReplyWriter {
  private OpenAiReplyWriter() {}

  static byte[] body(ReplyHead head, Reply reply) {
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "id", head.id());
          json.writeStringField("object", "chat.completion");
          json.writeNumberField("created", head.created().getEpochSecond());
          RequestBody.text(json, "model", head.model());
          json.writeArrayFieldStart("choices");
          for (Choice choice : reply.choices()) {
            json.writeStartObject();
            json.writeNumberField("index", choice.index());
            message(json, choice);
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", OpenAiWords.finish(choice.finishReason()));
            json.writeEndObject();
          }
          json.writeEndArray();
          OpenAiWords.usage(json, reply.usage());
        });
  }

  private static void message(JsonGenerator json, Choice choice) throws IOException {
    StringBuilder text = new StringBuilder();
    List<ToolCall> calls = new ArrayList<>();
    for (Content piece : choice.content()) {
      if (piece instanceof Content.Text words) {
        text.append(words.text());
      } else if (piece instanceof Content.ToolUse use) {
        calls.add(use.call());
      }
    }
    json.writeObjectFieldStart("message");
    json.writeStringField("role", "assistant");
    json.writeStringField("content", orNull(text.toString()));
    json.writeStringField("refusal", orNull(choice.refusal()));
    if (!choice.reasoning().isEmpty()) {
      RequestBody.text(json, "reasoning_content", choice.reasoning());
    }
    if (!calls.isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (ToolCall call : calls) {
        json.writeStartObject();
        OpenAiWords.toolCall(json, call);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : WellFormed.text(text);
  }
}
