package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.idempotency.IdempotencyMismatchException;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GovernedCallTest {
  private static final long NANOS_PER_TOKEN = 1_000_000;

  @RegisterExtension final AscTest asc = AscTest.create();

  @Test
  void aWholeReplyIsChargedWhatTheProviderReported() {
    asc.provider().reply("The parcel is in Lyon.");

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals("The parcel is in Lyon.", reply.text());
    assertEquals(15, reply.usage().totalTokens());
    assertEquals(15 * NANOS_PER_TOKEN, reply.cost().orElseThrow().amount().nanos());
    assertEquals(15 * NANOS_PER_TOKEN, asc.balance().settled());
    assertEquals(ServedFrom.PROVIDER, reply.servedFrom());
  }

  @Test
  void intentComesBeforeOutcomeAndNamesTheWholePlan() {
    ChatResponse reply = asc.client().chat(request("test"));

    AuditRecord.CallIntent intent = only(AuditRecord.CallIntent.class);
    AuditRecord.CallOutcome outcome = only(AuditRecord.CallOutcome.class);
    assertEquals(List.of(intent, outcome), asc.records());
    assertEquals(reply.auditId(), intent.facts().call());
    assertEquals(2, intent.plan().size());
    assertEquals(OutcomeStatus.OK, outcome.status());
    assertFalse(outcome.over());
  }

  @Test
  void thePersonACallIsAboutStandsInItsIntentAsAPseudonymOnly() {
    ChatRequest request =
        request("test").toBuilder().context(c -> c.subject("patient 7 of ward 3")).build();

    asc.client().chat(request);
    asc.client().chat(request);

    List<String> subjects =
        asc.records().stream()
            .filter(AuditRecord.CallIntent.class::isInstance)
            .map(intent -> ((AuditRecord.CallIntent) intent).facts().subject())
            .toList();
    assertEquals(2, subjects.size());
    assertEquals(subjects.get(0), subjects.get(1));
    assertTrue(subjects.get(0).matches("hmac:[^:]+:[0-9a-f]{64}"), subjects.get(0));
    assertFalse(subjects.contains(null));
  }

  @Test
  void aStreamAssemblesToTheWholeReply() {
    ChatResponse whole = asc.client().chat(request("test"));

    List<StreamEvent> events = new ArrayList<>();
    try (ChatStream stream = asc.client().stream(request("test"))) {
      stream.forEach(events::add);
      assertEquals(whole.reply(), stream.response().reply());
    }
    assertTrue(events.get(events.size() - 1) instanceof StreamEvent.Finished);
  }

  @Test
  void aFailureBeforeTheFirstWordMovesOnInsideTheRegion() {
    asc.provider().reply(ScriptedReply.failure(FailureClass.OVERLOADED));
    asc.provider("eu-2").reply("from the second");

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals("from the second", reply.text());
    assertEquals("eu-2", reply.route().endpoint().provider().value());
    assertEquals(2, reply.route().attempts().size());
    assertEquals(2, only(AuditRecord.CallAttempt.class).attempt());
    assertEquals(13 * NANOS_PER_TOKEN, asc.balance().settled());
  }

  @Test
  void anAttemptThatMayBeBilledIsChargedAtItsBoundAndMarked() {
    asc.provider().reply(ScriptedReply.failure(FailureClass.SERVER));

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals(UsageSource.ESTIMATED, reply.cost().orElseThrow().source());
    assertTrue(only(AuditRecord.CallAttempt.class).hold().get(0).amount() > 0);
    assertEquals(reply.cost().orElseThrow().amount().nanos(), asc.balance().settled());
  }

  @Test
  void aFailureAfterTheFirstWordIsNeverTriedElsewhere() {
    asc.provider().reply(ScriptedReply.text("one two three").breakAfter(2, FailureClass.SERVER));

    ReplyInterruptedException broken =
        assertThrows(ReplyInterruptedException.class, () -> asc.client().chat(request("test")));

    assertEquals(0, asc.provider("eu-2").calls().size());
    assertEquals(1, broken.attempts().size());
    assertEquals(OutcomeStatus.TRUNCATED, only(AuditRecord.CallOutcome.class).status());
  }

  @Test
  void aReplyThatEndsWithoutItsEndIsNoReply() {
    asc.provider().reply(ScriptedReply.of(List.of(new StreamEvent.TextDelta("half"))));

    assertThrows(ReplyInterruptedException.class, () -> asc.client().chat(request("test")));
  }

  @Test
  void whatTheProviderCallsInvalidIsNotTriedElsewhere() {
    asc.provider().reply(ScriptedReply.failure(FailureClass.INVALID));

    ProviderException refused =
        assertThrows(ProviderException.class, () -> asc.client().chat(request("test")));

    assertEquals(FailureClass.INVALID, refused.failure());
    assertEquals(0, asc.provider("eu-2").calls().size());
    assertEquals(0, asc.balance().settled());
  }

  @Test
  void aModelServedElsewhereIsRefusedAndNothingArrives() {
    ResidencyException refused =
        assertThrows(ResidencyException.class, () -> asc.client().chat(request("overseas")));

    assertTrue(refused.getMessage().contains("us-east (expected: eu-west)"), refused.getMessage());
    assertEquals(0, asc.provider("us").calls().size());
    assertEquals(ErrorCode.RESIDENCY, only(AuditRecord.CallDecision.class).code());
  }

  @Test
  void anOutageNeverFailsOverIntoAnotherRegion() {
    asc.provider().reply(ScriptedReply.failure(FailureClass.CONNECT));

    assertThrows(ProviderException.class, () -> asc.client().chat(request("anywhere")));

    assertEquals(0, asc.provider("us").calls().size());
  }

  @Test
  void anUnknownModelIsRefusedByName() {
    DeniedException refused =
        assertThrows(DeniedException.class, () -> asc.client().chat(request("tset")));

    assertTrue(refused.getMessage().contains("tset"), refused.getMessage());
    assertTrue(refused.auditId().isPresent());
  }

  @Test
  void aWrongCredentialIsRefusedAndNeverRepeated() {
    UnauthenticatedException refused =
        assertThrows(
            UnauthenticatedException.class,
            () -> asc.client().as(CallerCredential.apiKey("asc_wrong")).chat(request("test")));

    assertFalse(refused.getMessage().contains("asc_wrong"));
  }

  @Test
  void duplicateKeyReturnsTheFirstReplyWithOneCall() {
    ChatResponse first = asc.client().chat(request("test", "order-7"));
    ChatResponse second = asc.client().chat(request("test", "order-7"));

    assertEquals(first.reply(), second.reply());
    assertEquals(ServedFrom.DUPLICATE, second.servedFrom());
    assertEquals(1, asc.provider().calls().size());
    AuditRecord.CallDecision decision = only(AuditRecord.CallDecision.class);
    assertEquals(first.auditId(), decision.of());
    assertEquals(first.cost().orElseThrow().amount(), decision.saved());
  }

  @Test
  void duplicateKeyMayBeStreamed() {
    ChatResponse first = asc.client().chat(request("test", "order-7"));

    try (ChatStream stream = asc.client().stream(request("test", "order-7"))) {
      assertEquals(first.reply(), stream.response().reply());
    }
    assertEquals(1, asc.provider().calls().size());
  }

  @Test
  void halfACharacterInAPromptDoesNotBreakItsKey() {
    ChatRequest half =
        ChatRequest.builder()
            .model("test")
            .user("broken \uD83D emoji")
            .context(c -> c.idempotencyKey("order-8"))
            .build();

    assertEquals(asc.client().chat(half).reply(), asc.client().chat(half).reply());
    assertEquals(1, asc.provider().calls().size());
  }

  @Test
  void aKeyUsedWithAnotherRequestIsRefused() {
    asc.client().chat(request("test", "order-7"));

    assertThrows(
        IdempotencyMismatchException.class,
        () -> asc.client().chat(request("anywhere", "order-7")));
  }

  @Test
  void closingAStreamEarlyChargesTheBoundAndFreesTheRest() {
    try (ChatStream stream = asc.client().stream(request("test"))) {
      stream.iterator().next();
    }

    AuditRecord.CallOutcome outcome = only(AuditRecord.CallOutcome.class);
    assertEquals(OutcomeStatus.CANCELLED, outcome.status());
    assertEquals(outcome.settle().get(0).amount(), asc.balance().settled());
    assertTrue(asc.balance().settled() > 0);
  }

  @Test
  void readingOnAfterCloseTellsThatItWasCancelled() {
    ChatStream stream = asc.client().stream(request("test"));
    stream.close();
    stream.close();

    assertThrows(CancelledException.class, stream::response);
  }

  @Test
  void aStreamNobodyReadsEndsAtItsDeadline() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    asc.provider().reply(ScriptedReply.text("late").after(never));
    ChatRequest hurried =
        request("test").toBuilder().context(c -> c.deadline(Duration.ofMillis(50))).build();

    DeadlineException late =
        assertThrows(DeadlineException.class, () -> asc.client().chat(hurried));

    assertEquals("attempt 1", late.phase());
    assertEquals(1, late.attempts().size());
  }

  @Test
  void aReplyWithoutUsageIsChargedAtItsBound() {
    asc.provider().reply(ScriptedReply.text("ok").withoutUsage());

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals(UsageSource.ESTIMATED, reply.usage().source());
    assertEquals(reply.cost().orElseThrow().amount().nanos(), asc.balance().settled());
  }

  @Test
  void aReplyWhoseLastFiguresNeverCameIsChargedAtItsBound() {
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.TextDelta("ok"),
                    new StreamEvent.UsageReport(Usage.of(10, 1, UsageSource.PARTIAL)),
                    new StreamEvent.Finished(FinishReason.STOP, "end_turn"))));

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals(UsageSource.ESTIMATED, reply.usage().source());
    assertTrue(reply.usage().totalTokens() > 1_000);
  }

  @Test
  void usageBeyondItsBoundIsChargedInFullAndSaidSo() {
    asc.provider().reply(ScriptedReply.text("ok").usage(10, 400_000));

    ChatResponse reply = asc.client().chat(request("test"));

    assertEquals(400_010 * NANOS_PER_TOKEN, reply.cost().orElseThrow().amount().nanos());
    assertTrue(only(AuditRecord.CallOutcome.class).over());
  }

  @Test
  void anInterruptedCallerIsToldSoAndKeepsItsFlag() {
    asc.provider().reply(ScriptedReply.text("late").after(new CountDownLatch(1)));

    Thread.currentThread().interrupt();
    assertThrows(CancelledException.class, () -> asc.client().chat(request("test")));

    assertTrue(Thread.interrupted());
  }

  @Test
  void aClosedClientRefusesAndClosingAgainDoesNothing() {
    asc.client().close();
    asc.client().close();

    assertThrows(ClosedException.class, () -> asc.client().chat(request("test")));
  }

  @Test
  void explainTellsTheRouteAndTheWorstCaseAndSendsNothing() {
    var explanation = asc.client().explain(request("anywhere"));

    assertTrue(explanation.allowed());
    assertEquals(2, explanation.candidates().size());
    assertTrue(explanation.worstCase().nanos() > 0);
    assertEquals(ErrorCode.RESIDENCY, asc.client().explain(request("overseas")).refusal());
    assertEquals(List.of(), asc.records());
    assertEquals(0, asc.balance().open());
  }

  private <T> T only(Class<T> type) {
    List<T> found = asc.records().stream().filter(type::isInstance).map(type::cast).toList();
    assertEquals(1, found.size(), () -> type.getSimpleName() + " in " + asc.records());
    return found.get(0);
  }

  private static ChatRequest request(String model) {
    return ChatRequest.builder().model(model).user("Where is my parcel?").build();
  }

  private static ChatRequest request(String model, String key) {
    return request(model).toBuilder().context(c -> c.idempotencyKey(key)).build();
  }
}
