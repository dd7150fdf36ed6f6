package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.Explanation;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.idempotency.IdempotencyMismatchException;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Embeddings go the way of a chat: what is said there of holds and records is true of them too. */
class EmbeddingCallTest {
  private static final long NANOS_PER_TOKEN = 1_000_000;

  @RegisterExtension final AscTest asc = AscTest.create();

  @Test
  void eachInputGetsItsVectorAndTheInputIsCharged() {
    asc.provider().reply(ScriptedReply.embeddings(new float[] {1, 2}, new float[] {3, 4}));

    EmbeddingResponse reply = asc.client().embed(request("a parcel", "an invoice"));

    assertEquals(List.of(Embedding.of(1, 2), Embedding.of(3, 4)), reply.embeddings());
    assertEquals(20, reply.usage().inputTokens());
    assertEquals(0, reply.usage().outputTokens());
    assertEquals(20 * NANOS_PER_TOKEN, reply.cost().orElseThrow().amount().nanos());
    assertEquals(20 * NANOS_PER_TOKEN, asc.balance().settled());
    assertEquals(ServedFrom.PROVIDER, reply.servedFrom());
  }

  @Test
  void anAsyncCallCompletesWithTheVectors() throws Exception {
    asc.provider().reply(ScriptedReply.embeddings(new float[] {1, 2}));

    ModelCall<EmbeddingResponse> call = asc.client().embedAsync(request("a parcel"));

    EmbeddingResponse reply = call.future().get(10, TimeUnit.SECONDS);
    assertEquals(List.of(Embedding.of(1, 2)), reply.embeddings());
    assertEquals(0, asc.balance().open());
  }

  @Test
  void cancellingAnAsyncCallEndsIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    asc.provider()
        .otherwise(
            call -> {
              asked.countDown();
              return ScriptedReply.embeddings(new float[] {1}).after(new CountDownLatch(1));
            });
    ModelCall<EmbeddingResponse> call = asc.client().embedAsync(request("a parcel"));
    assertTrue(asked.await(10, TimeUnit.SECONDS));

    call.future().cancel(true);

    assertEquals(OutcomeStatus.CANCELLED, records(AuditRecord.CallOutcome.class).get(0).status());
    assertEquals(0, asc.balance().open());
  }

  @Test
  void theRecordsSayThatItEmbeds() {
    EmbeddingResponse reply = asc.client().embed(request("a parcel"));

    AuditRecord.CallIntent intent = records(AuditRecord.CallIntent.class).get(0);
    AuditRecord.CallOutcome outcome = records(AuditRecord.CallOutcome.class).get(0);
    assertEquals("embedding", intent.facts().op());
    assertEquals(reply.auditId(), intent.facts().call());
    assertEquals(OutcomeStatus.OK, outcome.status());
    assertEquals(reply.usage(), outcome.attempts().get(0).usage());
  }

  /** A byte is at least a token, each text has 8 for its marks, and nothing comes out. */
  @Test
  void theHoldIsTheBytesOfTheInput() {
    asc.client().embed(request("abc", "ü"));

    AuditRecord.CallIntent intent = records(AuditRecord.CallIntent.class).get(0);
    assertEquals((3 + 8 + 2 + 8) * NANOS_PER_TOKEN, intent.hold().get(0).amount());
  }

  @Test
  void inWhateverOrderTheVectorsComeTheResponseIsTheSame() {
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "x".repeat(i + 1)).toList();
    List<Embedding> expected = asc.client().embed(request(texts)).embeddings();

    for (int seed = 0; seed < 20; seed++) {
      List<StreamEvent> vectors = new ArrayList<>();
      for (int i = 0; i < expected.size(); i++) {
        vectors.add(new StreamEvent.Embedded(i, expected.get(i)));
      }
      Collections.shuffle(vectors, new Random(seed));
      asc.provider().reply(reply(vectors));

      assertEquals(expected, asc.client().embed(request(texts)).embeddings());
    }
  }

  @Test
  void aReplyThatLacksAVectorOrHasOneMoreIsNone() {
    StreamEvent first = new StreamEvent.Embedded(0, Embedding.of(1));
    StreamEvent second = new StreamEvent.Embedded(1, Embedding.of(1));
    StreamEvent third = new StreamEvent.Embedded(2, Embedding.of(1));
    for (List<StreamEvent> wrong :
        List.of(
            List.of(first),
            List.of(first, third),
            List.of(first, second, third),
            List.of(second))) {
      asc.provider().reply(reply(wrong));
      assertThrows(
          ReplyInterruptedException.class, () -> asc.client().embed(request("one", "two")));
    }
    assertEquals(0, asc.balance().open());
  }

  @Test
  void aReplyWithoutAnyVectorMovesOn() {
    asc.provider().reply(reply(List.of()));

    EmbeddingResponse reply = asc.client().embed(request("a parcel"));

    assertEquals("eu-2", reply.route().endpoint().provider().value());
  }

  @Test
  void aFailureMovesOnInsideTheRegion() {
    asc.provider().reply(ScriptedReply.failure(FailureClass.OVERLOADED));

    EmbeddingResponse reply = asc.client().embed(request("a parcel"));

    assertEquals("eu-2", reply.route().endpoint().provider().value());
    assertEquals(2, reply.route().attempts().size());
  }

  @Test
  void aDuplicateIsAnsweredWithoutAnotherCall() {
    EmbeddingRequest request =
        request("a parcel").toBuilder().context(c -> c.idempotencyKey("order-1")).build();
    EmbeddingResponse first = asc.client().embed(request);

    EmbeddingResponse second = asc.client().embed(request);

    assertEquals(first.embeddings(), second.embeddings());
    assertEquals(ServedFrom.DUPLICATE, second.servedFrom());
    assertEquals(1, asc.provider().calls().size());
    ChatRequest other =
        ChatRequest.builder()
            .model("test")
            .user("a parcel")
            .context(c -> c.idempotencyKey("order-1"))
            .build();
    assertThrows(IdempotencyMismatchException.class, () -> asc.client().chat(other));
  }

  @Test
  void anEndpointIsAskedOnlyForWhatItDoes() {
    NoRouteException noVectors =
        assertThrows(
            NoRouteException.class,
            () ->
                asc.client()
                    .embed(EmbeddingRequest.builder().model("test").input("a parcel").build()));
    NoRouteException noChat =
        assertThrows(
            NoRouteException.class,
            () ->
                asc.client().chat(ChatRequest.builder().model("vectors").user("a parcel").build()));

    assertEquals("does chat, not embedding", noVectors.candidates().get(0).why());
    assertEquals("does embedding, not chat", noChat.candidates().get(0).why());
  }

  @Test
  void residencyDeadlineAndWindowHoldAsForAChat() {
    assertThrows(
        ResidencyException.class,
        () ->
            asc.client()
                .embed(EmbeddingRequest.builder().model("vectors-overseas").input("x").build()));

    asc.provider().reply(ScriptedReply.embeddings(new float[] {1}).after(new CountDownLatch(1)));
    assertThrows(
        DeadlineException.class,
        () ->
            asc.client()
                .embed(
                    request("x").toBuilder()
                        .context(c -> c.deadline(Duration.ofMillis(50)))
                        .build()));

    // The window is each input's own: many short ones fit, one long one does not.
    String tooLong = "x".repeat(8 * 8_000 + 1);
    asc.client().embed(request(Stream.generate(() -> "x".repeat(900)).limit(100).toList()));
    assertThrows(NoRouteException.class, () -> asc.client().embed(request("short", tooLong)));
  }

  @Test
  void anInterruptedCallerIsLetGoAndNothingStaysHeld() throws InterruptedException {
    AtomicReference<AscException> ended = new AtomicReference<>();
    Thread caller = callerThatWaits(ended);
    caller.interrupt();
    caller.join();

    assertEquals(ErrorCode.CANCELLED, ended.get().code());
    assertEquals(0, asc.balance().open());
    assertEquals(0, asc.provider().open());
    assertEquals(OutcomeStatus.CANCELLED, records(AuditRecord.CallOutcome.class).get(0).status());
  }

  @Test
  void closingTheClientEndsACallUnderWay() throws InterruptedException {
    AtomicReference<AscException> ended = new AtomicReference<>();
    Thread caller = callerThatWaits(ended);
    asc.client().close();
    caller.join();

    assertEquals(ErrorCode.CLOSED, ended.get().code());
    assertEquals(0, asc.balance().open());
  }

  @Test
  void onlyAPseudonymOfTheEndUserIsSent() {
    asc.client().embed(request("x").toBuilder().endUser("jane@example.com").build());

    String sent = asc.provider().calls().get(0).request().endUser().orElseThrow();
    assertEquals(64, sent.length());
  }

  @Test
  void explainingSaysWhatWouldBeHeldAndWhere() {
    Explanation explained = asc.client().explain(request("abc"));

    assertTrue(explained.allowed(), explained::why);
    assertEquals(new Money((3 + 8) * NANOS_PER_TOKEN, Currency.USD), explained.worstCase());
    assertEquals(2, explained.candidates().size());
  }

  @Test
  void everyWayToEndSettlesWhatWasHeld() {
    List<ScriptedReply> replies =
        List.of(
            ScriptedReply.embeddings(new float[] {1}),
            ScriptedReply.embeddings(new float[] {1}).withoutUsage(),
            ScriptedReply.embeddings(new float[] {1}).breakAfter(2, FailureClass.SERVER),
            ScriptedReply.failure(FailureClass.INVALID),
            ScriptedReply.failure(FailureClass.SERVER),
            ScriptedReply.text("no vector"));
    for (ScriptedReply reply : replies) {
      asc.provider().reply(reply);
      try {
        asc.client().embed(request("x"));
      } catch (ReplyInterruptedException | ProviderException refused) {
        // ended either way
      }
    }

    long settled =
        records(AuditRecord.CallOutcome.class).stream()
            .flatMap(outcome -> outcome.settle().stream())
            .mapToLong(line -> line.amount())
            .sum();
    assertEquals(settled, asc.balance().settled());
    assertEquals(0, asc.balance().open());
    assertEquals(replies.size(), records(AuditRecord.CallIntent.class).size());
  }

  /** A thread in a call that the provider does not answer. */
  private Thread callerThatWaits(AtomicReference<AscException> ended) {
    asc.provider().reply(ScriptedReply.embeddings(new float[] {1}).after(new CountDownLatch(1)));
    Thread caller =
        new Thread(
            () ->
                ended.set(
                    assertThrows(AscException.class, () -> asc.client().embed(request("x")))));
    caller.start();
    while (asc.provider().calls().isEmpty()) {
      Thread.onSpinWait();
    }
    return caller;
  }

  private static ScriptedReply reply(List<StreamEvent> vectors) {
    List<StreamEvent> events = new ArrayList<>(vectors);
    events.add(new StreamEvent.Finished(FinishReason.STOP, null));
    return ScriptedReply.of(events);
  }

  private static EmbeddingRequest request(String... texts) {
    return request(List.of(texts));
  }

  private static EmbeddingRequest request(List<String> texts) {
    return EmbeddingRequest.builder().model("vectors").inputs(texts).build();
  }

  private <T extends AuditRecord> List<T> records(Class<T> kind) {
    return asc.records().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
