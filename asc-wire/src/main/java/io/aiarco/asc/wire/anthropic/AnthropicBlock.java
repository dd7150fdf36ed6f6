package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A block: as it stands in a whole reply, as it starts in a stream, mostly empty, or what is new of
 * it. Single-thread.
 */
final class AnthropicBlock {
  private static final Set<String> KNOWN =
      Set.of(
          "text",
          "thinking",
          "tool_use",
          "text_delta",
          "thinking_delta",
          "input_json_delta",
          "signature_delta");

  /** Reasoning that is not shown: kept as it came, to be sent back. */
  static final String REDACTED = "redacted_thinking";

  /** Empty for none. */
  String type = "";

  @Nullable String text;
  @Nullable String thinking;

  /** What binds the thinking to its model; null for none. */
  @Nullable String signature;

  @Nullable String id;
  @Nullable String name;

  /** The arguments of a tool call: as an object, or the next characters. Empty for none. */
  String input = "";

  final AnthropicStop stop;

  /** The block as it came, where this version does not know its type. */
  @Nullable Json unread;

  private AnthropicBlock(boolean extras) {
    this.stop = new AnthropicStop(extras);
  }

  /** Reads the block {@code value} stands on; {@code extras}: as of {@link AnthropicStop}. */
  static AnthropicBlock read(JsonCursor value, boolean extras) throws IOException {
    AnthropicBlock block = new AnthropicBlock(extras);
    if (!value.isObject()) {
      block.unread = value.json();
      return block;
    }
    long position = value.position();
    value.object(block::field);
    if (!KNOWN.contains(block.type)) {
      block.unread = value.since(position);
    }
    return block;
  }

  private void field(String field, JsonCursor value) throws IOException {
    switch (field) {
      case "type" -> type = orEmpty(value.text());
      case "text" -> text = value.text();
      case "thinking" -> thinking = value.text();
      case "signature" -> signature = value.text();
      case "id" -> id = value.text();
      case "name" -> name = value.text();
      case "input" -> {
        // A stream starts with an empty object here and sends the real one in pieces.
        String object = value.json().text();
        input = object.equals("{}") || value.isNull() ? "" : object;
      }
      case "partial_json" -> input = orEmpty(value.text());
      default -> stop.field(field, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
