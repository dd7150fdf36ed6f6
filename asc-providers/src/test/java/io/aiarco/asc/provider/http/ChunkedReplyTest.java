package io.aiarco.asc.provider.http;

import static io.aiarco.asc.simulator.Reply.deltas;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Finish;
import io.aiarco.asc.simulator.Simulator;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * However a provider cuts a reply into deltas, and the network those into packets, the assembled
 * reply is the whole one.
 */
class ChunkedReplyTest {
  private static final Map<ProviderKind, Dialect> DIALECTS =
      Map.of(
          ProviderKind.OPENAI, Dialect.OPENAI,
          ProviderKind.OPENAI_RESPONSES, Dialect.OPENAI_RESPONSES,
          ProviderKind.AZURE_OPENAI, Dialect.AZURE_OPENAI,
          ProviderKind.ANTHROPIC, Dialect.ANTHROPIC,
          ProviderKind.MISTRAL, Dialect.MISTRAL,
          ProviderKind.OPENAI_COMPATIBLE, Dialect.VLLM,
          ProviderKind.VLLM, Dialect.VLLM,
          ProviderKind.TGI, Dialect.TGI,
          ProviderKind.OLLAMA, Dialect.OLLAMA);

  private static OkHttpEgress egress;

  @BeforeContainer
  static void open() {
    egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  }

  @AfterContainer
  static void close() {
    egress.close();
  }

  @Property(tries = 60)
  void streamedReplyEqualsTheWholeOne(
      @ForAll ProviderKind kind,
      @ForAll("deltaLists") List<String> deltas,
      @ForAll boolean withTool,
      @ForAll @IntRange(min = 1, max = 200) int pieceBytes)
      throws ProviderFailure {
    io.aiarco.asc.simulator.Reply scripted =
        deltas(deltas.toArray(String[]::new)).usage(9, 400).finish(Finish.STOP);
    if (withTool) {
      scripted =
          scripted
              .andTool("call_1", "lookup", "{\"city\": \"Zürich 🚲\", \"n\": [1, 2]}")
              .finish(Finish.TOOL_CALLS);
    }
    try (Simulator simulator = Simulator.builder().dialects(DIALECTS.get(kind)).open()) {
      simulator.reply(scripted).reply(scripted.fault(Fault.pieces(pieceBytes)));
      ProviderConfig config =
          new ProviderConfig(ProviderCalls.PROVIDER, kind, simulator.baseUrl(), TrustZone.LOOPBACK);
      HttpChatProvider provider = new HttpChatProvider(config, egress, Clock.systemUTC());

      Reply whole = read(provider, ProviderCalls.whole());
      Reply streamed = read(provider, ProviderCalls.streamed());

      assertEquals(String.join("", deltas), text(whole));
      assertEquals(whole.content(), streamed.content());
      assertEquals(whole.finishReason(), streamed.finishReason());
      assertEquals(whole.rawFinish(), streamed.rawFinish());
      assertEquals(whole.usage(), streamed.usage());
      assertEquals(whole.model(), streamed.model());
    }
  }

  @Provide
  Arbitrary<List<String>> deltaLists() {
    return Arbitraries.of("a", "word ", "\n", "\r\n", "\"", "\\", "{}", "é", "€", "😀", "data: ")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("", parts))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static String text(Reply reply) {
    StringBuilder text = new StringBuilder();
    reply.content().stream()
        .filter(piece -> piece instanceof Content.Text)
        .forEach(piece -> text.append(((Content.Text) piece).text()));
    return text.toString();
  }

  private static Reply read(HttpChatProvider provider, ProviderCalls calls) throws ProviderFailure {
    try (ProviderStream stream = provider.open(calls.call())) {
      return ChatProviderContract.read(stream);
    }
  }
}
