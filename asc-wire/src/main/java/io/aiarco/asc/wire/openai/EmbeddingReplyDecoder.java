package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ErrorMark;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.SseConventions;
import io.aiarco.asc.wire.reply.TokenCount;
import io.aiarco.asc.wire.sse.SseEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one reply to texts. Vectors may come in any order, as numbers or as base64 whatever was
 * asked; each place is filled once. Single-thread.
 */
final class EmbeddingReplyDecoder implements ReplyDecoder {
  private final ErrorMark error = new ErrorMark();
  private final @Nullable Embedding[] embeddings;

  /** How many numbers a vector must have; 0 until the first tells. */
  private int dimensions;

  /** What the first thing wrong is, and what was expected; null while nothing is. */
  private @Nullable String wrong;

  private @Nullable String id;
  private @Nullable String model;
  private long promptTokens = TokenCount.ABSENT;

  EmbeddingReplyDecoder(EmbeddingRequest asked) {
    this.embeddings = new Embedding[asked.inputs().size()];
    this.dimensions = asked.dimensions().orElse(0);
  }

  @Override
  public void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure {
    if (!JsonCursor.read(body, length, this::field)) {
      throw Malformed.wholeReply(length);
    }
    if (error.isSet()) {
      throw ProviderErrors.inside(body, length);
    }
    requireAll();
    out.accept(new StreamEvent.Started(id, model));
    for (int i = 0; i < embeddings.length; i++) {
      out.accept(new StreamEvent.Embedded(i, embeddings[i]));
    }
    if (promptTokens != TokenCount.ABSENT) {
      out.accept(new StreamEvent.UsageReport(usage()));
    }
    out.accept(new StreamEvent.Finished(FinishReason.STOP, null));
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    if (SseConventions.isError(event)) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    throw Malformed.reply("reply: an event stream (expected: a JSON object)");
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    throw Malformed.truncated("a JSON object");
  }

  private void field(String name, JsonCursor value) throws IOException {
    error.field(name, value);
    switch (name) {
      case "id" -> id = value.text();
      case "model" -> model = value.text();
      case "data" -> value.list(this::item);
      case "usage" -> value.object(this::figure);
      default -> {}
    }
  }

  /** Vectors are not tokens, so of all figures only the input's count. */
  private void figure(String name, JsonCursor value) throws IOException {
    if (name.equals("prompt_tokens")) {
      promptTokens = TokenCount.of(value);
    }
  }

  private Usage usage() {
    return promptTokens == TokenCount.BROKEN
        ? Usage.ABSENT
        : Usage.of(promptTokens, 0, UsageSource.REPORTED);
  }

  private void item(JsonCursor value) throws IOException {
    Item item = new Item();
    value.object(item::field);
    place(item.index, item.values);
  }

  private void place(long index, float @Nullable [] values) {
    if (index < 0 || index >= embeddings.length || embeddings[(int) index] != null) {
      wrong("data: index " + index, "each of 0 to " + (embeddings.length - 1) + " once");
    } else if (values == null) {
      wrong("embedding " + index + ": no vector", "numbers, or base64 of 32-bit floats");
    } else if (values.length == 0 || dimensions > 0 && values.length != dimensions) {
      String expected = dimensions == 0 ? ">= 1" : String.valueOf(dimensions);
      wrong("embedding " + index + ": " + values.length + " numbers", expected);
    } else if (!areFinite(values)) {
      wrong("embedding " + index + ": a number that is none", "finite ones");
    } else {
      dimensions = values.length;
      embeddings[(int) index] = Embedding.of(values);
    }
  }

  private static boolean areFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void wrong(String what, String expected) {
    wrong = wrong == null ? what + " (expected: " + expected + ")" : wrong;
  }

  private void requireAll() throws ProviderFailure {
    for (int i = 0; i < embeddings.length && wrong == null; i++) {
      if (embeddings[i] == null) {
        wrong("embedding " + i + ": none", "one for each of " + embeddings.length + " inputs");
      }
    }
    if (wrong != null) {
      throw Malformed.reply(wrong);
    }
  }

  /** One entry of {@code data}. Single-thread. */
  private final class Item {
    private long index = -1;
    private float @Nullable [] values;

    void field(String name, JsonCursor value) throws IOException {
      switch (name) {
        case "index" -> index = value.whole(-1);
        case "embedding" -> values = value.isList() ? numbers(value) : packed(value.text());
        default -> {}
      }
    }

    private float @Nullable [] packed(@Nullable String text) {
      return text == null ? null : PackedFloats.decode(text);
    }

    /** The list; what is no number counts as one that is not finite. */
    private float[] numbers(JsonCursor value) throws IOException {
      Floats floats = new Floats(dimensions == 0 ? 1024 : dimensions);
      value.list(number -> floats.add(number.float32(Float.NaN)));
      return floats.toArray();
    }
  }

  /** A list of floats that grows. */
  private static final class Floats {
    private float[] values;
    private int size;

    Floats(int usual) {
      this.values = new float[usual];
    }

    void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    float[] toArray() {
      return size == values.length ? values : Arrays.copyOf(values, size);
    }
  }
}
