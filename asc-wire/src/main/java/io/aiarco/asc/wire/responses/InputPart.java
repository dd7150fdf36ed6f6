package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes one part of a message or of a tool's result. */
final class InputPart {
  private InputPart() {}

  /** {@code media}: whether pictures and documents may stand there. */
  static void write(JsonGenerator json, Content part, boolean media, String path)
      throws IOException {
    if (part instanceof Content.Unknown unknown
        && unknown.dialect().equals(ResponsesDialect.NAME)) {
      json.writeRawValue(RequestBody.requireObject(unknown.json(), path));
      return;
    }
    json.writeStartObject();
    if (part instanceof Content.Text text) {
      json.writeStringField("type", "input_text");
      RequestBody.text(json, "text", text.text());
      extras(json, part, "text");
    } else if (part instanceof Content.Image image && media) {
      json.writeStringField("type", "input_image");
      json.writeStringField("image_url", address(image.source()));
      if (!ExtraFields.has(image.extras(), ResponsesDialect.NAME, "detail")) {
        json.writeStringField("detail", "auto");
      }
      extras(json, part, "image_url");
    } else if (part instanceof Content.Document document && media) {
      json.writeStringField("type", "input_file");
      file(json, document);
      extras(json, part, "filename", "file_data", "file_url");
    } else {
      throw Expressible.refusal(path, part, ResponsesDialect.NAME);
    }
    json.writeEndObject();
  }

  /** What only this wire knows of a part; never another file than the one that is bounded. */
  private static void extras(JsonGenerator json, Content part, String... own) throws IOException {
    Set<String> names = new HashSet<>(List.of(own));
    names.addAll(List.of("type", "file_id"));
    ExtraFields.write(json, part.extras(), ResponsesDialect.NAME, names);
  }

  /** A file sent along needs a name; a document without a title is called what it is. */
  private static void file(JsonGenerator json, Content.Document document) throws IOException {
    boolean here = document.source() instanceof MediaSource.OfBytes;
    if (document.title() != null) {
      RequestBody.text(json, "filename", document.title());
    } else if (here) {
      json.writeStringField("filename", "document");
    }
    json.writeStringField(here ? "file_data" : "file_url", address(document.source()));
  }

  private static String address(MediaSource source) {
    return source.fold(url -> url.url().toASCIIString(), SharedFields::dataUrl);
  }
}
