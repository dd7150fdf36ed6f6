package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;

/**
 * What a Mistral model thought, as a part of its content ({@code ThinkChunk} of Mistral's npm
 * client 2.7.0, read 2026-11). It goes back with the next turn. Nothing seals it, so any model that
 * speaks this dialect may read it.
 */
final class MistralThinking {
  static final String DIALECT = "mistral-chat";

  private MistralThinking() {}

  /** The piece of a message. */
  static Content.Reasoning piece(String thought) {
    Json json = Json.ofUtf8(RequestBody.of(part -> fields(part, thought)));
    return new Content.Reasoning(
        thought, new ProviderState(DIALECT, ProviderState.ANY_MODEL, json));
  }

  /** Writes the part. */
  static void write(JsonGenerator json, String thought) throws IOException {
    json.writeStartObject();
    fields(json, thought);
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, String thought) throws IOException {
    json.writeStringField("type", "thinking");
    json.writeArrayFieldStart("thinking");
    MistralWords.part(json, thought);
    json.writeEndArray();
  }
}
