package io.aiarco.asc.wire;

import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.WireReply;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A dialect put to the test, driven as asc-providers drives it.
 *
 * @param wires what it reads, the most particular first
 */
record DialectSubject(
    String name, List<String> wires, WireDialect dialect, Function<WireReply, ReplyDecoder> decoder)
    implements ConformanceSubject {
  /** Chats of a flavour of OpenAI's wire, which has some bytes of its own. */
  static DialectSubject of(OpenAiDialect.Flavour flavour) {
    String word = flavour.name().toLowerCase(Locale.ROOT);
    return chat(word, List.of(word + "-chat", "openai-chat"), new OpenAiDialect(flavour));
  }

  /** Chats in a version of Anthropic's wire. */
  static DialectSubject of(AnthropicDialect.Version version) {
    WireDialect dialect = new AnthropicDialect(version);
    return chat("anthropic " + version.header(), List.of(dialect.name()), dialect);
  }

  /** Chats of OpenAI's other protocol. */
  static DialectSubject of(ResponsesDialect dialect) {
    return chat("responses", List.of(dialect.name()), dialect);
  }

  private static DialectSubject chat(String name, List<String> wires, WireDialect dialect) {
    return new DialectSubject(
        name, wires, dialect, reply -> dialect.decoder(Decoding.asked(reply.streamed())));
  }

  /** Its embeddings: a case's bytes answer two inputs. */
  static DialectSubject embeddings(String name, WireDialect dialect) {
    EmbeddingRequest two = EmbeddingRequest.builder().model("m").input("x").input("y").build();
    EmbeddingDialect words = dialect.embeddings().orElseThrow();
    return new DialectSubject(
        name, List.of("openai-embeddings"), dialect, reply -> words.decoder(two));
  }

  @Override
  public String wire() {
    return wires.get(0);
  }

  @Override
  public void read(WireReply reply, Consumer<StreamEvent> out) throws ProviderFailure, IOException {
    if (reply.status() / 100 != 2) {
      byte[] body = reply.body().readAllBytes();
      throw dialect.failure(reply.status(), reply::header, body, reply.now());
    }
    ReplyEvents events =
        ReplyEvents.of(
            decoder.apply(reply), reply.streamed(), reply.body(), reply.header("content-type"));
    for (StreamEvent event; (event = events.next()) != null; ) {
      out.accept(event);
    }
  }
}
