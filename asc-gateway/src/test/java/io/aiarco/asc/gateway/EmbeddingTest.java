package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings from asc.yaml to the audit log, over a real socket. */
class EmbeddingTest {
  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  private final Simulator first = Simulator.open();
  private final Simulator second = Simulator.open();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() throws IOException {
    file = folder.resolve("asc.yaml");
    write("5 USD");
  }

  @AfterEach
  void tearDown() {
    first.close();
    second.close();
  }

  @Test
  void vectorsComeBackWithTheirPriceAndTheLogIsWhole() {
    first.reply(Reply.embeddings(new float[] {0.5f, -1}, new float[] {0.25f, 1}));
    EmbeddingResponse reply;
    try (AscGateway asc = AscGateway.open(file)) {
      reply = client(asc).embed(request("a parcel", "an invoice"));
    }

    assertArrayEquals(new float[] {0.5f, -1}, reply.embeddings().get(0).values());
    assertArrayEquals(new float[] {0.25f, 1}, reply.embeddings().get(1).values());
    assertTrue(reply.usage().inputTokens() > 0);
    assertEquals(reply.usage().inputTokens() * 100, reply.cost().orElseThrow().amount().nanos());
    assertEquals("/v1/embeddings", first.arrivals().get(0).path());
    VerifyReport report = Verifier.verify(folder.resolve("asc-data/audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  @Test
  void aServerThatFailsIsReplacedByTheNext() {
    first.reply(Reply.failing(Fault.status(503)));

    try (AscGateway asc = AscGateway.open(file)) {
      EmbeddingResponse reply = client(asc).embed(request("a parcel"));

      assertEquals("sim-eu-2", reply.route().endpoint().provider().value());
      assertEquals(2, reply.route().attempts().size());
    }
  }

  @Test
  void aDuplicateIsAnsweredFromTheLedger() {
    EmbeddingRequest request =
        request("a parcel").toBuilder().context(c -> c.idempotencyKey("batch-1")).build();

    try (AscGateway asc = AscGateway.open(file)) {
      EmbeddingResponse once = client(asc).embed(request);
      EmbeddingResponse twice = client(asc).embed(request);

      assertEquals(once.embeddings(), twice.embeddings());
      assertEquals(ServedFrom.DUPLICATE, twice.servedFrom());
      assertEquals(1, first.arrivals().size());
    }
  }

  @Test
  void whatMayNotGoOutStaysHere() throws IOException {
    try (AscGateway asc = AscGateway.open(file)) {
      ChatClient chat = client(asc);
      assertThrows(
          ResidencyException.class,
          () -> chat.embed(EmbeddingRequest.builder().model("far").input("a parcel").build()));
      NoRouteException refused =
          assertThrows(
              NoRouteException.class,
              () -> chat.chat(ChatRequest.builder().model("vectors").user("a parcel").build()));
      assertEquals("does embedding, not chat", refused.candidates().get(0).why());
    }
    write("0.0000001 USD");
    try (AscGateway asc = AscGateway.open(file)) {
      ChatClient chat = client(asc);
      assertThrows(BudgetExhaustedException.class, () -> chat.embed(request("a parcel")));
    }
    assertEquals(0, first.arrivals().size() + second.arrivals().size());
  }

  @Test
  void dimensionsAreAskedForUnlessTheModelHasItsOwn() {
    try (AscGateway asc = AscGateway.open(file)) {
      ChatClient chat = client(asc);
      EmbeddingRequest small = request("a parcel").toBuilder().dimensions(3).build();
      EmbeddingRequest fixed =
          EmbeddingRequest.builder().model("fixed").input("a parcel").dimensions(3).build();

      assertEquals(3, chat.embed(small).embeddings().get(0).dimensions());
      NoRouteException refused = assertThrows(NoRouteException.class, () -> chat.embed(fixed));
      assertEquals("cannot do [dimensions]", refused.candidates().get(0).why());
    }
  }

  private void write(String perDay) throws IOException {
    Files.writeString(
        file,
        """
        providers:
          sim-eu: {kind: openai, url: "%1$s", region: eu-west, zone: loopback}
          sim-eu-2: {kind: openai-compatible, url: "%2$s", region: eu-west, zone: loopback}
          sim-us: {kind: openai, url: "%1$s", region: us-east, zone: loopback}
        models:
          vectors: {operation: embedding, targets: [sim-eu/sim-embed, sim-eu-2/sim-embed]}
          fixed: {operation: embedding, targets: [sim-eu/sim-embed], without: [dimensions]}
          far: {operation: embedding, targets: [sim-us/sim-embed]}
        tenants:
          acme: {models: ["*"], regions: [eu-west], budget: {day: %3$s}}
        identity:
          keys:
            - {id: %4$s, sha256: %5$s, tenant: acme, principal: "svc:test"}
        """
            .formatted(first.baseUrl(), second.baseUrl(), perDay, key.id(), key.sha256()));
  }

  private ChatClient client(AscGateway asc) {
    return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  private static EmbeddingRequest request(String... texts) {
    return EmbeddingRequest.builder().model("vectors").inputs(List.of(texts)).build();
  }
}
