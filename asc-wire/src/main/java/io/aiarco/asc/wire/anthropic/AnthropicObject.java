package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.wire.error.ErrorMark;
import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event's data says, or a whole message, or the message inside {@code message_start}. Read
 * first and turned into events after, because fields come in any order. Single-thread.
 */
final class AnthropicObject {
  private final boolean extras;
  private final ErrorMark error = new ErrorMark();
  @Nullable String type;
  @Nullable String id;
  @Nullable String model;
  int index;
  @Nullable AnthropicUsage usage;

  /** The blocks of a whole message; null when it has no list of them. */
  @Nullable List<AnthropicBlock> content;

  /** Of {@code content_block_start}. */
  @Nullable AnthropicBlock block;

  /** Of {@code content_block_delta} and {@code message_delta}. */
  @Nullable AnthropicBlock delta;

  /** Of {@code message_start}. */
  @Nullable AnthropicObject message;

  /** The end, as a whole message tells it. */
  final AnthropicStop stop;

  private AnthropicObject(boolean extras) {
    this.extras = extras;
    this.stop = new AnthropicStop(extras);
  }

  /**
   * The object in the first {@code length} bytes; null when they are anything else.
   *
   * @param extras whether what only the wire knows is kept
   */
  static @Nullable AnthropicObject read(byte[] bytes, int length, boolean extras) {
    AnthropicObject object = new AnthropicObject(extras);
    return JsonCursor.read(bytes, length, object::field) ? object : null;
  }

  /** Whether it is an error in disguise. */
  boolean isError() {
    return error.isSet();
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "id" -> id = value.text();
      case "model" -> model = value.text();
      case "index" -> {
        long number = value.whole(0);
        index = number >= 0 && number <= Integer.MAX_VALUE ? (int) number : 0;
      }
      case "usage" -> usage = value.isObject() ? AnthropicUsage.read(value, extras) : null;
      case "content" -> {
        if (value.isList()) {
          List<AnthropicBlock> blocks = new ArrayList<>(1);
          value.list(block -> blocks.add(AnthropicBlock.read(block, extras)));
          content = blocks;
        }
      }
      case "content_block" -> block = AnthropicBlock.read(value, extras);
      case "delta" -> delta = AnthropicBlock.read(value, extras);
      case "message" -> {
        AnthropicObject inner = new AnthropicObject(extras);
        value.object(inner::field);
        message = inner;
      }
      case "type" -> {
        type = value.text();
        error.field(name, value);
      }
      case "error", "object" -> error.field(name, value);
      case "role" -> {}
      default -> stop.field(name, value);
    }
  }
}
