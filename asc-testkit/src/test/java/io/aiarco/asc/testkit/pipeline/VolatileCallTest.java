package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A tenant whose calls may go on while the log refuses them; and one with a budget, who may not.
 */
class VolatileCallTest {
  private static final AuditRules RULES =
      new AuditRules(
          Map.of(),
          Map.of(),
          new WhenUnavailable(
              Duration.ofMillis(50),
              Map.of(
                  new TenantId("acme"),
                  new Volatility(3, Duration.ofHours(1), Instant.parse("2099-01-01T00:00:00Z"))),
              Set.of(new DataClass("phi"))));

  private final List<StateListener> listeners = new ArrayList<>();
  private volatile AuditState state = AuditState.HEALTHY;
  private volatile AuditReceipt receipt = AuditReceipt.DURABLE;

  @RegisterExtension final AscTest asc = AscTest.withAudit(RULES, Refusing::new, HoldMode.EXPECTED);

  @RegisterExtension final AscTest budgeted = AscTest.withAudit(RULES, Refusing::new);

  @Test
  void aCallGoesOnIsCountedAndSaysThatItHasNoRecord() {
    become(AuditState.REFUSING);

    ChatResponse reply = asc.client().chat(chat());

    assertEquals(List.of(Warning.UNRECORDED), reply.warnings());
    become(AuditState.HEALTHY);
    AuditRecord.Gap gap = (AuditRecord.Gap) asc.records().get(1);
    assertEquals(1, gap.calls());
    long charged = gap.settle().stream().mapToLong(HoldLine::amount).sum();
    assertTrue(charged > 0, "what it cost is in the log");
    assertEquals(new Balance(charged, 0), asc.balance());
    assertEquals(
        List.of("VolatileBegin", "Gap"),
        asc.records().stream().map(record -> record.getClass().getSimpleName()).toList());
    assertEquals(List.of(), asc.client().chat(chat()).warnings());
  }

  @Test
  void aStreamThatOutlivesTheOutageStaysUnrecordedAndTheGapWaitsForIt() {
    become(AuditState.REFUSING);
    try (ChatStream stream = asc.client().stream(chat())) {
      become(AuditState.HEALTHY);
      assertEquals(1, asc.records().size());
      stream.response();
    }

    assertEquals(2, asc.records().size());
    assertTrue(asc.records().get(1) instanceof AuditRecord.Gap);
  }

  @Test
  void noAttemptOfItHasARecordAndItsFailureNamesNone() {
    become(AuditState.REFUSING);
    asc.provider("eu").reply(ScriptedReply.failure(FailureClass.OVERLOADED));
    asc.provider("eu-2").reply(ScriptedReply.failure(FailureClass.OVERLOADED));

    ProviderException failure =
        assertThrows(ProviderException.class, () -> asc.client().chat(chat()));

    assertTrue(failure.auditId().isEmpty());
    assertEquals(2, failure.attempts().size());
    assertEquals(1, asc.records().size());
  }

  @Test
  void itsReplyAnswersAgainAndThatCallHasARecord() {
    ChatRequest keyed =
        chat().toBuilder().context(c -> c.dataClass("public").idempotencyKey("one")).build();
    become(AuditState.REFUSING);
    asc.client().chat(keyed);
    become(AuditState.HEALTHY);

    ChatResponse again = asc.client().chat(keyed);

    assertEquals(ServedFrom.DUPLICATE, again.servedFrom());
    assertEquals(List.of(), again.warnings());
    assertTrue(asc.records().get(2) instanceof AuditRecord.CallDecision);
    assertEquals(1, asc.provider().calls().size());
  }

  @Test
  void beyondWhatIsAllowedItIsRefused() {
    become(AuditState.REFUSING);
    for (int i = 0; i < 3; i++) {
      asc.client().chat(chat());
    }

    AuditUnavailableException refusal =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(chat()));

    assertTrue(refusal.getMessage().contains("3 calls without records"), refusal.getMessage());
    assertTrue(refusal.auditId().isEmpty(), "no record was taken that has it");
    assertEquals(3, asc.provider().calls().size());
  }

  @Test
  void aClassThatRefusesWinsAndSoDoesABudget() {
    become(AuditState.REFUSING);
    ChatRequest phi = chat().toBuilder().context(c -> c.dataClass("phi")).build();

    assertThrows(AuditUnavailableException.class, () -> asc.client().chat(phi));
    assertThrows(AuditUnavailableException.class, () -> budgeted.client().chat(chat()));

    assertEquals(List.of(), asc.provider().calls());
    assertEquals(List.of(), budgeted.provider().calls());
    assertEquals(List.of(), asc.records());
  }

  @Test
  void aRecordThatIsNotDurableInTimeEndsTheWaitAndTheCallIsNotSent() {
    receipt =
        deadline -> {
          throw new DeadlineException("audit", null);
        };

    AuditUnavailableException refusal =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(chat()));

    assertTrue(refusal.getMessage().contains("not durable within PT0.05S"), refusal.getMessage());
    assertTrue(refusal.auditId().isPresent(), "its intent is in the log");
    assertTrue(asc.records().get(1) instanceof AuditRecord.CallOutcome);
    assertFalse(asc.records().get(0) instanceof AuditRecord.VolatileBegin);
    assertEquals(List.of(), asc.provider().calls());
  }

  private void become(AuditState next) {
    AuditState before = state;
    state = next;
    listeners.forEach(listener -> listener.changed(before, false));
    listeners.forEach(listener -> listener.changed(next, true));
  }

  private static ChatRequest chat() {
    return ChatRequest.builder()
        .model("test")
        .user("hello")
        .context(c -> c.dataClass("public"))
        .build();
  }

  /** Takes no new work while it refuses. */
  private final class Refusing implements AuditLog {
    private final AuditLog log;

    Refusing(AuditLog log) {
      this.log = log;
    }

    @Override
    public AuditReceipt append(AuditRecord record) {
      boolean begins =
          record instanceof AuditRecord.CallIntent
              || record instanceof AuditRecord.CallAttempt
              || record instanceof AuditRecord.CallDecision;
      if (begins && state == AuditState.REFUSING) {
        throw new AuditUnavailableException("disk: gone (expected: there)", null);
      }
      log.append(record);
      return receipt;
    }

    @Override
    public RecoveredState recovered() {
      return log.recovered();
    }

    @Override
    public AuditState state() {
      return state;
    }

    @Override
    public void onStateChange(StateListener listener) {
      listeners.add(listener);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
