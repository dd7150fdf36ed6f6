package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Mistral's content lists have beside OpenAI's parts: thinking, {@code document_url},
 * and {@code input_audio} as a text, Base64 or an address ({@code DocumentURLChunk} and {@code
 * AudioChunk} of Mistral's npm client 2.7.0, read 2026-11).
 */
final class MistralPart {
  private MistralPart() {}

  static void write(JsonGenerator json, Content part, String dialect, String path)
      throws IOException {
    if (part instanceof Content.Document document) {
      media(json, "document_url", "document_name", document.source(), document.title());
    } else if (part instanceof Content.Audio audio) {
      media(json, "input_audio", "", audio.source(), null);
    } else if (part instanceof Content.Reasoning reasoning) {
      MistralThinking.write(json, reasoning.text());
    } else {
      OpenAiPart.write(json, part, dialect, path);
    }
  }

  private static void media(
      JsonGenerator json, String type, String nameField, MediaSource source, @Nullable String name)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeStringField(
        type, source.fold(url -> url.url().toASCIIString(), MediaSource.OfBytes::base64));
    if (name != null) {
      RequestBody.text(json, nameField, name);
    }
    json.writeEndObject();
  }
}
