package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.wire.request.ClientMedia;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.ArrayList;
import java.util.List;

/** Reads a message's content: a text, or a list of parts. */
final class OpenAiPartReader {
  private final Traits traits;

  OpenAiPartReader(Traits traits) {
    this.traits = traits;
  }

  /** The pieces in the field {@code content}; none when it is null or absent. */
  List<Content> content(ClientObject message) {
    if (message.hasText("content")) {
      return List.of(new Content.Text(message.requireText("content")));
    }
    List<Content> pieces = new ArrayList<>();
    for (ClientObject part : message.objects("content")) {
      pieces.add(part(part));
    }
    return pieces;
  }

  private Content part(ClientObject part) {
    Content own = traits.ownParts().read(part, traits.dialect());
    if (own != null) {
      return own;
    } else if (part.says("type", "text")) {
      return text(part, "text");
    } else if (part.says("type", "refusal")) {
      return text(part, "refusal");
    } else if (part.says("type", "image_url")) {
      return image(part);
    } else if (part.says("type", "input_audio")) {
      return audio(part);
    } else if (part.says("type", "file") && part.requireObject("file").has("file_data")) {
      return file(part);
    }
    return new Content.Unknown(traits.dialect(), part.json());
  }

  /** What the model said in refusing is what it said. */
  private Content text(ClientObject part, String field) {
    part.text("type");
    String text = part.requireText(field);
    return new Content.Text(text, part.extras(traits.dialect()));
  }

  private Content image(ClientObject part) {
    part.text("type");
    ClientObject image = part.requireObject("image_url");
    MediaSource source = ClientMedia.url(image, "url");
    if (image.says("detail", "auto")) {
      image.text("detail"); // what it is without
    }
    return new Content.Image(source, part.extras(traits.dialect()));
  }

  private Content audio(ClientObject part) {
    part.text("type");
    ClientObject audio = part.requireObject("input_audio");
    String format = audio.present("format", audio.word("format", "wav", "mp3"), "wav or mp3");
    MediaSource source =
        ClientMedia.base64(audio, "data", format.equals("wav") ? "audio/wav" : "audio/mpeg");
    return new Content.Audio(source, part.extras(traits.dialect()));
  }

  /** Without a type of its own a file is what the protocol is for: a PDF. */
  private Content file(ClientObject part) {
    part.text("type");
    ClientObject file = part.requireObject("file");
    String name = file.text("filename");
    MediaSource source =
        file.startsWith("file_data", "data:")
            ? ClientMedia.url(file, "file_data")
            : ClientMedia.base64(file, "file_data", "application/pdf");
    return new Content.Document(source, name, part.extras(traits.dialect()));
  }
}
