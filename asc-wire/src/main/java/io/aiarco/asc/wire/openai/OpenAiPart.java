package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;

/**
 * Writes one part of a content list: text, {@code image_url}, {@code file}, {@code input_audio}.
 */
final class OpenAiPart {
  private OpenAiPart() {}

  static void write(JsonGenerator json, Content part, String path) throws IOException {
    if (part instanceof Content.Unknown unknown) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), path));
      return;
    }
    json.writeStartObject();
    if (part instanceof Content.Text text) {
      json.writeStringField("type", "text");
      RequestBody.text(json, "text", text.text());
    } else if (part instanceof Content.Image image) {
      json.writeStringField("type", "image_url");
      json.writeObjectFieldStart("image_url");
      json.writeStringField(
          "url", image.source().fold(url -> url.url().toASCIIString(), SharedFields::dataUrl));
      json.writeEndObject();
    } else if (part instanceof Content.Document document) {
      file(json, document, path);
    } else if (part instanceof Content.Audio audio) {
      audio(json, audio, path);
    } else {
      throw Expressible.refusal(path, part, Traits.OPENAI_CHAT);
    }
    json.writeEndObject();
  }

  /** A file needs a name; a document without a title is called what it is. */
  private static void file(JsonGenerator json, Content.Document document, String path)
      throws IOException {
    json.writeStringField("type", "file");
    json.writeObjectFieldStart("file");
    RequestBody.text(json, "filename", document.title() == null ? "document" : document.title());
    json.writeStringField(
        "file_data", SharedFields.dataUrl(bytes(document.source(), document, path)));
    json.writeEndObject();
  }

  private static void audio(JsonGenerator json, Content.Audio audio, String path)
      throws IOException {
    MediaSource.OfBytes bytes = bytes(audio.source(), audio, path);
    json.writeStringField("type", "input_audio");
    json.writeObjectFieldStart("input_audio");
    json.writeStringField("data", bytes.base64());
    json.writeStringField("format", format(bytes.mediaType(), path));
    json.writeEndObject();
  }

  private static String format(String mediaType, String path) {
    return switch (mediaType) {
      case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" -> "wav";
      case "audio/mpeg", "audio/mp3" -> "mp3";
      default ->
          throw new InvalidRequestException(
              path + ": " + mediaType + " (expected: audio/wav or audio/mpeg)");
    };
  }

  private static MediaSource.OfBytes bytes(MediaSource source, Content content, String path) {
    return source.fold(
        url -> {
          throw Expressible.refusal(path, content, Traits.OPENAI_CHAT);
        },
        bytes -> bytes);
  }
}
