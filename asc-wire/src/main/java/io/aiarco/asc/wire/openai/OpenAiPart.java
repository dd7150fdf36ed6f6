package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.Set;

/**
 * Writes one part of a content list: text, {@code image_url}, {@code file}, {@code input_audio}.
 */
final class OpenAiPart {
  /** What any of the objects inside parts has from the model, or may not have: another's file. */
  private static final Set<String> INNER =
      Set.of("url", "data", "format", "filename", "file_data", "file_id");

  private OpenAiPart() {}

  static void write(JsonGenerator json, Content part, String dialect, String path)
      throws IOException {
    if (part instanceof Content.Unknown unknown) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), path));
      return;
    }
    json.writeStartObject();
    if (part instanceof Content.Text text) {
      json.writeStringField("type", "text");
      RequestBody.text(json, "text", text.text());
      extras(json, part, dialect, "text", "");
    } else if (part instanceof Content.Image image) {
      json.writeStringField("type", "image_url");
      json.writeObjectFieldStart("image_url");
      json.writeStringField(
          "url", image.source().fold(url -> url.url().toASCIIString(), SharedFields::dataUrl));
      innerExtras(json, part, dialect, "image_url");
    } else if (part instanceof Content.Document document) {
      file(json, document, dialect, path);
    } else if (part instanceof Content.Audio audio) {
      audio(json, audio, dialect, path);
    } else {
      throw Expressible.refusal(path, part, Traits.OPENAI_CHAT);
    }
    json.writeEndObject();
  }

  /** A file needs a name; a document without a title is called what it is. */
  private static void file(
      JsonGenerator json, Content.Document document, String dialect, String path)
      throws IOException {
    json.writeStringField("type", "file");
    json.writeObjectFieldStart("file");
    RequestBody.text(json, "filename", document.title() == null ? "document" : document.title());
    json.writeStringField(
        "file_data", SharedFields.dataUrl(bytes(document.source(), document, path)));
    innerExtras(json, document, dialect, "file");
  }

  private static void audio(JsonGenerator json, Content.Audio audio, String dialect, String path)
      throws IOException {
    MediaSource.OfBytes bytes = bytes(audio.source(), audio, path);
    json.writeStringField("type", "input_audio");
    json.writeObjectFieldStart("input_audio");
    json.writeStringField("data", bytes.base64());
    json.writeStringField("format", format(bytes.mediaType(), path));
    innerExtras(json, audio, dialect, "input_audio");
  }

  /**
   * Ends the object {@code inner} with what the wire knows more of it, and says what of the part.
   */
  private static void innerExtras(JsonGenerator json, Content part, String dialect, String inner)
      throws IOException {
    ExtraFields.writeInner(json, part.extras(), dialect, INNER, inner);
    json.writeEndObject();
    extras(json, part, dialect, inner, inner);
  }

  private static void extras(
      JsonGenerator json, Content part, String dialect, String field, String inner)
      throws IOException {
    ExtraFields.write(json, part.extras(), dialect, Set.of("type", field), inner);
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
