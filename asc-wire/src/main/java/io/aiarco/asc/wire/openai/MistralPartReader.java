package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.request.ClientMedia;
import io.aiarco.asc.wire.request.ClientObject;
import org.jspecify.annotations.Nullable;

/** Reads the parts that only Mistral's content lists have: what {@link MistralPart} writes. */
final class MistralPartReader {
  private MistralPartReader() {}

  /** The part, when it is one of these; else null, and nothing is taken. */
  static @Nullable Content read(ClientObject part, String dialect) {
    if (part.says("type", "document_url")) {
      part.text("type");
      MediaSource source = ClientMedia.url(part, "document_url");
      String name = part.text("document_name");
      return new Content.Document(source, name, part.extras(dialect));
    } else if (part.says("type", "image_url") && part.hasText("image_url")) {
      part.text("type");
      MediaSource source = ClientMedia.url(part, "image_url");
      return new Content.Image(source, part.extras(dialect));
    } else if (part.says("type", "input_audio") && part.hasText("input_audio")) {
      part.text("type");
      return new Content.Audio(audio(part), part.extras(dialect));
    } else if (part.says("type", "thinking")) {
      return MistralThinking.piece(thought(part));
    }
    return null;
  }

  /** Base64 says no type; the protocol finds it out, and so it is called what most are. */
  private static MediaSource audio(ClientObject part) {
    boolean url = part.startsWith("input_audio", "http") || part.startsWith("input_audio", "data:");
    return url
        ? ClientMedia.url(part, "input_audio")
        : ClientMedia.base64(part, "input_audio", "audio/wav");
  }

  private static String thought(ClientObject part) {
    StringBuilder thought = new StringBuilder();
    for (ClientObject piece : part.objects("thinking")) {
      String text = piece.text("text");
      thought.append(text == null ? "" : text);
    }
    return thought.toString();
  }
}
