package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.request.ClientMedia;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a content: a text, or a list of parts. A part this version does not know, and one whose
 * file the provider keeps, is passed on unread.
 */
final class InputPartReader {
  private InputPartReader() {}

  /** The pieces in {@code field}; none when it is null or absent. */
  static List<Content> content(ClientObject item, String field) {
    if (item.hasText(field)) {
      return List.of(new Content.Text(item.requireText(field)));
    }
    List<Content> pieces = new ArrayList<>();
    for (ClientObject part : item.objects(field)) {
      pieces.add(part(part));
    }
    return pieces;
  }

  private static Content part(ClientObject part) {
    if (part.says("type", "input_text")) {
      return text(part, "text");
    } else if (part.says("type", "output_text")) {
      return said(part, "text");
    } else if (part.says("type", "refusal")) {
      return said(part, "refusal");
    } else if (part.says("type", "input_image") && part.has("image_url")) {
      return image(part);
    } else if (part.says("type", "input_file") && (part.has("file_data") || part.has("file_url"))) {
      return file(part);
    }
    return new Content.Unknown(ResponsesDialect.NAME, part.json());
  }

  private static Content text(ClientObject part, String field) {
    part.text("type");
    String text = part.requireText(field);
    return new Content.Text(text, part.extras(ResponsesDialect.NAME));
  }

  /** What the model said, in refusing too; what a reply tells beside it is no input. */
  private static Content said(ClientObject part, String field) {
    return new Content.Text(part.requireText(field));
  }

  private static Content image(ClientObject part) {
    part.text("type");
    MediaSource source = ClientMedia.url(part, "image_url");
    part.drop("detail", "\"auto\"");
    return new Content.Image(source, part.extras(ResponsesDialect.NAME));
  }

  /** Without a type of its own a file is what the protocol is for: a PDF. */
  private static Content file(ClientObject part) {
    part.text("type");
    String name = part.text("filename");
    MediaSource source =
        part.has("file_url")
            ? ClientMedia.address(part, "file_url")
            : part.startsWith("file_data", "data:")
                ? ClientMedia.url(part, "file_data")
                : ClientMedia.base64(part, "file_data", "application/pdf");
    return new Content.Document(source, name, part.extras(ResponsesDialect.NAME));
  }
}
