package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.OpenAiLogprobs;
import io.aiarco.asc.wire.reply.WordlessRefusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole {@code chat.completion}. */
final class OpenAiReplyWriter {
  private OpenAiReplyWriter() {}

  static byte[] body(Traits traits, ReplyHead head, Reply reply) {
    ServedWords words = traits.words();
    JsonNode extras = OpenAiExtras.read(reply.extras(), traits.dialect());
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
            message(words, json, choice, extras);
            OpenAiLogprobs.write(json, choice.logprobs());
            boolean worded = !choice.refusal().isEmpty();
            json.writeStringField(
                "finish_reason", words.finish(WordlessRefusal.told(choice.finishReason(), worded)));
            OpenAiExtras.choice(json, extras, choice.index());
            json.writeEndObject();
          }
          json.writeEndArray();
          words.usage(json, reply.usage(), OpenAiExtras.usage(extras));
          OpenAiExtras.reply(json, extras);
        });
  }

  private static void message(ServedWords words, JsonGenerator json, Choice choice, JsonNode extras)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<ToolCall> calls = new ArrayList<>();
    for (Content piece : choice.content()) {
      if (piece instanceof Content.Text said) {
        text.append(said.text());
      } else if (piece instanceof Content.ToolUse use) {
        calls.add(use.call());
      }
    }
    json.writeObjectFieldStart("message");
    json.writeStringField("role", "assistant");
    words.message(json, text.toString(), choice.reasoning(), choice.refusal());
    if (!calls.isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (ToolCall call : calls) {
        json.writeStartObject();
        OpenAiWords.toolCall(json, call);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    OpenAiExtras.message(json, extras, choice.index());
    json.writeEndObject();
  }
}
