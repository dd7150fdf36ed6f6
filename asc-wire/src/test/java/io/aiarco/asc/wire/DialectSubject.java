package io.aiarco.asc.wire;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.route.FittedRequest;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.RequestSubject;
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
    implements ConformanceSubject, RequestSubject {
  /** Whom clients speak. */
  private static final List<WireDialect> CLIENTS =
      List.of(
          new OpenAiDialect(OpenAiDialect.Flavour.OPENAI),
          new OpenAiDialect(OpenAiDialect.Flavour.MISTRAL),
          new AnthropicDialect(AnthropicDialect.Version.V2023_06_01),
          new ResponsesDialect());

  /** Chats of a flavour of OpenAI's wire, which has some bytes of its own. */
  static DialectSubject of(OpenAiDialect.Flavour flavour) {
    String word = flavour.name().toLowerCase(Locale.ROOT);
    return chat(word, List.of(word + "-chat", "openai-chat"), new OpenAiDialect(flavour));
  }

  /** Chats in a version of Anthropic's wire. */
  static DialectSubject of(AnthropicDialect.Version version) {
    WireDialect dialect = new AnthropicDialect(version);
    String word = "anthropic-" + version.header();
    return chat("anthropic " + version.header(), List.of(word, dialect.name()), dialect);
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
  public Sent send(String from, byte[] request) {
    ChatRequest read = client(from).readRequest(request, request.length).request();
    FittedRequest fitted = FittedRequest.of(read, endpoint(), false);
    ChatRequest own = (ChatRequest) fitted.request();
    int limit = own.maxOutputTokens().orElse(100);
    byte[] body = dialect.requestBody(own, Decoding.MODEL, limit, false);
    return new Sent(Json.ofUtf8(body), fitted.warnings());
  }

  private static WireDialect client(String wire) {
    return CLIENTS.stream().filter(one -> one.name().equals(wire)).findFirst().orElseThrow();
  }

  private ModelEndpoint endpoint() {
    return new ModelEndpoint(
        new EndpointId(
            new ProviderId(wire()), new ModelName(Decoding.MODEL), new Region("eu-west")),
        "key",
        Capabilities.builder(100_000, 1_000).dialect(dialect.name()).build());
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
