package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.simulator.Arrival;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind that embeds, over a real socket: the transport is the chat's. */
@Tag("okhttp4")
class EmbeddingTest {
  private static final EmbeddingRequest TWO =
      EmbeddingRequest.builder().model("vectors").input("a parcel").input("an invoice").build();

  private final OkHttpEgress egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());

  @AfterEach
  void close() {
    egress.close();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI,            '',         OPENAI, /v1/embeddings,        true",
    "AZURE_OPENAI,      '',         AZURE_OPENAI,  /openai/v1/embeddings, true",
    "AZURE_OPENAI,      2024-10-21, AZURE_OPENAI,  /openai/deployments/model-1/embeddings, true",
    "MISTRAL,           '',         MISTRAL, /v1/embeddings,       false",
    "OPENAI_COMPATIBLE, '',         OPENAI, /v1/embeddings,        false",
    "VLLM,              '',         VLLM,   /v1/embeddings,        false",
    "OLLAMA,            '',         OLLAMA, /v1/embeddings,        false",
  })
  void eachKindIsAskedWhereItListens(
      ProviderKind kind, String version, Dialect dialect, String path, boolean packed)
      throws ProviderFailure {
    try (Simulator simulator = Simulator.builder().dialects(dialect).open()) {
      simulator.reply(Reply.embeddings(new float[] {0.5f, -1}, new float[] {0.25f, 1}));

      EmbeddingReply reply = read(provider(kind, version, simulator));

      assertEquals(List.of(Embedding.of(0.5f, -1), Embedding.of(0.25f, 1)), reply.embeddings());
      Arrival arrival = simulator.arrivals().get(0);
      assertTrue(arrival.path().startsWith(path), arrival.path());
      String sent = new String(arrival.body().bytes(), StandardCharsets.UTF_8);
      assertEquals(packed, sent.contains("base64"), sent);
    }
  }

  @ParameterizedTest
  @EnumSource(ProviderKind.class)
  void aKindThatHasNoWordsForItSendsNothing(ProviderKind kind) {
    try (Simulator simulator = Simulator.open()) {
      Optional<Capabilities> limited =
          config(kind, "", simulator).limit(Capabilities.embedding(8_192).build());
      if (limited.isPresent()) {
        assertEquals(Operation.EMBEDDING, limited.get().operation());
        return;
      }

      assertEquals(FailureClass.INVALID, failure(provider(kind, "", simulator)));
      assertEquals(0, simulator.arrivals().size());
    }
  }

  @Test
  void failuresAreTheChatsOwn() {
    try (Simulator simulator = Simulator.open()) {
      HttpChatProvider provider = provider(ProviderKind.OPENAI, "", simulator);
      simulator.reply(Reply.failing(Fault.quotaExhausted()));
      simulator.reply(Reply.failing(Fault.nullBody()));
      simulator.reply(Reply.failing(Fault.html(200)));

      assertEquals(FailureClass.QUOTA, failure(provider));
      assertEquals(FailureClass.MALFORMED, failure(provider));
      assertEquals(FailureClass.MALFORMED, failure(provider));
    }
  }

  private static FailureClass failure(HttpChatProvider provider) {
    return assertThrows(ProviderFailure.class, () -> read(provider)).failure();
  }

  private static EmbeddingReply read(HttpChatProvider provider) throws ProviderFailure {
    ReplyAssembler assembler = new ReplyAssembler();
    try (ProviderStream stream = provider.open(ProviderCalls.whole().request(TWO).call())) {
      for (StreamEvent event; (event = stream.next()) != null; ) {
        assembler.add(event);
      }
    }
    return assembler.embeddingReply();
  }

  private HttpChatProvider provider(ProviderKind kind, String version, Simulator simulator) {
    return new HttpChatProvider(config(kind, version, simulator), egress, Clock.systemUTC());
  }

  private static ProviderConfig config(ProviderKind kind, String version, Simulator simulator) {
    return new ProviderConfig(
        ProviderCalls.PROVIDER, kind, version, null, simulator.baseUrl(), TrustZone.LOOPBACK);
  }
}
