package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.request.ClientMedia;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads blocks. One of a kind or source this version does not know is kept unread; of one it knows,
 * further fields are its extras.
 */
final class AnthropicBlockReader {
  private AnthropicBlockReader() {}

  /**
   * The pieces in a field that is a text or a list of blocks; none when it is absent.
   *
   * @param model who wrote the reasoning among them
   */
  static List<Content> blocks(ClientObject in, String field, String model) {
    if (in.hasText(field)) {
      return List.of(new Content.Text(in.requireText(field)));
    }
    List<Content> pieces = new ArrayList<>();
    for (ClientObject block : in.objects(field)) {
      pieces.add(block(block, model));
    }
    return pieces;
  }

  private static Content block(ClientObject block, String model) {
    if (block.says("type", "text")) {
      block.text("type");
      String text = block.requireText("text");
      return new Content.Text(text, block.extras(AnthropicDialect.NAME));
    } else if (block.says("type", "image")) {
      return media(block, false);
    } else if (block.says("type", "document")) {
      return media(block, true);
    } else if (block.says("type", "tool_use")) {
      return toolUse(block);
    } else if (block.says("type", "tool_result")) {
      return toolResult(block, model);
    } else if (block.says("type", "thinking")) {
      return thinking(block, model);
    } else if (block.says("type", AnthropicBlock.REDACTED)) {
      return new Content.Reasoning("", ThinkingOrigin.state(block.json(), model));
    }
    return new Content.Unknown(AnthropicDialect.NAME, block.json());
  }

  private static Content media(ClientObject block, boolean document) {
    ClientObject source = block.requireObject("source");
    boolean known =
        source.says("type", "base64")
            || source.says("type", "url")
            || document && source.says("type", "text");
    if (!known) {
      return new Content.Unknown(AnthropicDialect.NAME, block.json());
    }
    block.text("type");
    MediaSource media = media(source, source.requireText("type"));
    source.end("type, media_type and data, or type and url");
    if (!document) {
      return new Content.Image(media, block.extras(AnthropicDialect.NAME));
    }
    String title = block.text("title");
    return new Content.Document(media, title, block.extras(AnthropicDialect.NAME));
  }

  private static MediaSource media(ClientObject source, String type) {
    if (type.equals("url")) {
      return ClientMedia.address(source, "url");
    }
    String mediaType = source.requireText("media_type");
    if (type.equals("base64")) {
      return ClientMedia.base64(source, "data", mediaType);
    }
    byte[] text = source.requireText("data").getBytes(UTF_8);
    return source.make(() -> MediaSource.of(mediaType, text));
  }

  private static Content toolUse(ClientObject block) {
    block.text("type");
    String id = block.requireText("id");
    String name = block.requireText("name");
    Json input = block.present("input", block.json("input"), "an object");
    return new Content.ToolUse(new ToolCall(id, name, input), block.extras(AnthropicDialect.NAME));
  }

  private static Content toolResult(ClientObject block, String model) {
    block.text("type");
    String id = block.requireText("tool_use_id");
    List<Content> content = blocks(block, "content", model);
    boolean error = Boolean.TRUE.equals(block.flag("is_error"));
    return block.make(
        () -> new Content.ToolResult(id, content, error, block.extras(AnthropicDialect.NAME)));
  }

  /** Without a signature nobody takes it back: it is only what was shown. */
  private static Content thinking(ClientObject block, String model) {
    Json whole = block.json();
    String text = block.requireText("thinking");
    String signature = block.text("signature");
    boolean signed = signature != null && !signature.isEmpty();
    return new Content.Reasoning(text, signed ? ThinkingOrigin.state(whole, model) : null);
  }
}
