package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.RequestBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the thinking blocks of one reply together with their signatures. Anthropic checks a signed
 * block that comes back, so it is kept whole, one without visible thinking too ({@code display:
 * omitted}); one that is not signed cannot go back and is only shown. Single-thread.
 */
final class AnthropicThinking {
  private final Map<Integer, Block> open = new TreeMap<>();
  private final String model;

  /** What has come of one block. */
  private static final class Block {
    final StringBuilder thinking = new StringBuilder();
    final StringBuilder signature = new StringBuilder();
  }

  /** {@code model}: the one that was asked for. */
  AnthropicThinking(String model) {
    this.model = model;
  }

  /** Takes what is new of the block at {@code index}. */
  void add(int index, @Nullable String thinking, @Nullable String signature) {
    Block block = open.computeIfAbsent(index, none -> new Block());
    if (thinking != null) {
      block.thinking.append(thinking);
    }
    if (signature != null) {
      block.signature.append(signature);
    }
  }

  /** What the block at {@code index} was, now that it ends; null when it was no signed thinking. */
  @Nullable StreamEvent end(int index) {
    Block block = open.remove(index);
    if (block == null || block.signature.isEmpty()) {
      return null;
    }
    String text = block.thinking.toString();
    byte[] json =
        RequestBody.of(
            to -> {
              to.writeStringField("type", "thinking");
              RequestBody.text(to, "thinking", text);
              RequestBody.text(to, "signature", block.signature.toString());
            });
    return complete(text, Json.of(new String(json, UTF_8)));
  }

  /** The same for every block whose end was not said, now that the reply ends. */
  void endAll(Consumer<StreamEvent> out) {
    for (int index : List.copyOf(open.keySet())) {
      StreamEvent complete = end(index);
      if (complete != null) {
        out.accept(complete);
      }
    }
  }

  /** A block whose thinking is not shown, as it came. */
  StreamEvent redacted(Json block) {
    return complete("", block);
  }

  private StreamEvent complete(String text, Json state) {
    return new StreamEvent.ReasoningComplete(
        new Content.Reasoning(text, new ProviderState(AnthropicDialect.NAME, model, state)));
  }
}
