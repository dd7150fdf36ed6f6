package io.aiarco.asc.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.openai.OpenAiEmbeddings;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import io.aiarco.asc.wire.sse.SseEvent;
import io.aiarco.asc.wire.sse.SseLimitException;
import io.aiarco.asc.wire.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is fuzzed. Immutable. */
enum Target {
  SSE(Target::sse, ""),
  OPENAI_CHAT(new ReplyReading(openAi(OpenAiDialect.Flavour.OPENAI)), "openai-chat"),
  COMPATIBLE(new ReplyReading(openAi(OpenAiDialect.Flavour.COMPATIBLE)), "openai-chat"),
  MISTRAL(new ReplyReading(openAi(OpenAiDialect.Flavour.MISTRAL)), "openai-chat"),
  ANTHROPIC(new ReplyReading(anthropic()), "anthropic-messages"),
  RESPONSES(new ReplyReading(new ResponsesDialect()), "openai-responses"),
  EMBEDDINGS(Target::embeddings, ""),
  OPENAI_ERRORS(input -> error(openAi(OpenAiDialect.Flavour.OPENAI), input), "openai-chat"),
  ANTHROPIC_ERRORS(input -> error(anthropic(), input), "anthropic-messages"),
  RETRY_AFTER(Target::retryAfter, ""),
  OPENAI_REQUESTS(openAi(OpenAiDialect.Flavour.OPENAI)::readRequest),
  MISTRAL_REQUESTS(openAi(OpenAiDialect.Flavour.MISTRAL)::readRequest),
  ANTHROPIC_REQUESTS(anthropic()::readRequest),
  ANTHROPIC_2023_REQUESTS(new AnthropicDialect(AnthropicDialect.Version.V2023_06_01)::readRequest),
  RESPONSES_REQUESTS(new ResponsesDialect()::readRequest),
  EMBEDDINGS_REQUESTS(new OpenAiEmbeddings(OpenAiEmbeddings.Flavour.OPENAI)::readRequest);

  private static final int SSE_LIMIT_BYTES = 4_096;
  private static final EmbeddingRequest VECTORS =
      EmbeddingRequest.builder().model("model-1").input("a").input("b").build();
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final Law law;
  private final String wire;

  Target(Law law, String wire) {
    this.law = law;
    this.wire = wire;
  }

  Target(RequestReading.Reader reader) {
    this(new RequestReading(reader), "");
  }

  /** What holds for every input; throws when it does not. */
  interface Law {
    void hold(Input input) throws IOException;
  }

  /** The wire of the catalogue whose bytes are its seeds; empty for all. */
  String wire() {
    return wire;
  }

  /** Whether it takes what clients send. */
  boolean requests() {
    return law instanceof RequestReading;
  }

  /** Takes any bytes; throws when what must hold does not. */
  void take(byte[] bytes) throws IOException {
    Input input = Input.of(bytes);
    Allocation.check(bytes.length, () -> law.hold(input));
  }

  private static void sse(Input input) throws IOException {
    String whole = events(input.whole());
    String cut = events(input.cut());
    if (!whole.equals(cut)) {
      throw new IllegalStateException("cut: " + cut + " (expected: " + whole + ")");
    }
  }

  private static String events(InputStream body) throws IOException {
    SseReader reader = new SseReader(body, SSE_LIMIT_BYTES);
    StringBuilder all = new StringBuilder();
    try {
      for (SseEvent event; (event = reader.next()) != null; ) {
        all.append(event.name()).append('=').append(event.data()).append('\n');
      }
      return all.append(reader.endedInsideEvent()).toString();
    } catch (SseLimitException e) {
      return all.append(e.getMessage()).toString();
    }
  }

  /** A whole reply of vectors, or a failure. */
  private static void embeddings(Input input) {
    byte[] body = input.body();
    List<StreamEvent> events = new ArrayList<>();
    try {
      new OpenAiEmbeddings(OpenAiEmbeddings.Flavour.OPENAI)
          .decoder(VECTORS)
          .whole(body, body.length, events::add);
    } catch (ProviderFailure e) {
      return;
    }
    if (!(events.get(events.size() - 1) instanceof StreamEvent.Finished)) {
      throw new IllegalStateException("events: " + events + " (expected: Finished at the end)");
    }
  }

  private static void error(WireDialect dialect, Input input) {
    int status = 100 + 4 * input.choice();
    ProviderFailure failure = dialect.failure(status, name -> Optional.empty(), input.body(), NOW);
    // The text of an error is the provider's, who may have quoted the prompt.
    if (failure.getMessage().length() > 200) {
      throw new IllegalStateException("message: " + failure.getMessage() + " (expected: short)");
    }
  }

  private static void retryAfter(Input input) {
    String value = new String(input.body(), ISO_8859_1);
    String header = input.streamed() ? "retry-after" : "retry-after-ms";
    Duration wait =
        openAi(OpenAiDialect.Flavour.OPENAI)
            .failure(
                429, name -> Optional.of(value).filter(v -> name.equals(header)), new byte[0], NOW)
            .retryAfter()
            .orElse(Duration.ofSeconds(1));
    if (wait.isNegative() || wait.isZero() || wait.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalStateException("wait: " + wait + " (expected: above 0, at most a day)");
    }
  }

  private static WireDialect openAi(OpenAiDialect.Flavour flavour) {
    return new OpenAiDialect(flavour);
  }

  private static WireDialect anthropic() {
    return new AnthropicDialect(AnthropicDialect.Version.V2026_10_21);
  }
}
