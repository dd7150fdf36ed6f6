package io.aiarco.asc.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.audit.IntentGate;
import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.Constraints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From a record and a hold to the licence to send: no step can be left out or taken twice. */
class GatesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Deadline DEADLINE = new Deadline(NOON);
  private static final CallId CALL = new CallId("0".repeat(26));
  private static final EndpointId EU = endpoint("eu");
  private static final EndpointId US = endpoint("us");
  private static final Constraints EU_ONLY = new Constraints(Set.of(EU.region()));

  private final InMemoryAuditLog log = new InMemoryAuditLog();
  private final IntentGate intents = new IntentGate(log);
  private final EndpointGate endpoints = new EndpointGate();

  @Test
  void aRecordAndAHoldGiveOneLicence() {
    IntentPermit permit = intents.open(intent(EU), hold(CALL)).await(DEADLINE);

    EndpointGrant grant = endpoints.grant(permit, EU_ONLY);

    assertEquals(CALL, grant.call());
    assertEquals(1, grant.attempt());
    assertEquals(EU, grant.endpoint());
    assertEquals(1, log.records().size());
    assertThrows(IllegalStateException.class, () -> endpoints.grant(permit, EU_ONLY));
  }

  @Test
  void aFurtherAttemptHasItsOwnRecordAndPermit() {
    intents.open(intent(EU), hold(CALL));
    AuditRecord.CallAttempt second =
        new AuditRecord.CallAttempt(CALL, new TenantId("acme"), 2, EU, List.of(), List.of());

    IntentPermit permit = intents.next(second, hold(CALL)).await(DEADLINE);

    assertEquals(2, endpoints.grant(permit, EU_ONLY).attempt());
    assertEquals(2, log.records().size());
  }

  @Test
  void anotherCallsHoldIsRefusedBeforeAnythingIsWritten() {
    Hold foreign = hold(new CallId("1".repeat(26)));
    AuditRecord.CallAttempt second =
        new AuditRecord.CallAttempt(CALL, new TenantId("acme"), 2, EU, List.of(), List.of());

    assertThrows(IllegalStateException.class, () -> intents.open(intent(EU), foreign));
    assertThrows(IllegalStateException.class, () -> intents.next(second, foreign));

    assertEquals(List.of(), log.records());
  }

  @Test
  void anEndpointOutsideTheConstraintsIsStoppedAndThePermitUnspent() {
    IntentPermit permit = intents.open(intent(US), hold(CALL)).await(DEADLINE);

    assertThrows(IllegalStateException.class, () -> endpoints.grant(permit, EU_ONLY));

    endpoints.grant(permit, new Constraints(Set.of(US.region())));
  }

  @Test
  void aRecordThatNeverBecomesDurablePermitsNothing() {
    AuditReceipt lost =
        deadline -> {
          throw new AuditUnavailableException("disk full (expected: room)", null);
        };
    IntentGate.Pending pending =
        new IntentGate(new OneReceiptLog(lost)).open(intent(EU), hold(CALL));

    assertThrows(AuditUnavailableException.class, () -> pending.await(DEADLINE));
  }

  private record OneReceiptLog(AuditReceipt receipt) implements AuditLog {
    @Override
    public RecoveredState recovered() {
      return RecoveredState.NONE;
    }

    @Override
    public AuditReceipt append(AuditRecord record) {
      return receipt;
    }

    @Override
    public AuditState state() {
      return AuditState.HEALTHY;
    }

    @Override
    public void onStateChange(StateListener listener) {}

    @Override
    public void close() {}
  }

  private static Hold hold(CallId call) {
    return new Hold(call, List.of(), NOON);
  }

  private static AuditRecord.CallIntent intent(EndpointId first) {
    Grant grant = new Grant("caller", new Principal("alice"), new TenantId("acme"), null);
    CallFacts facts =
        new CallFacts(
            CALL, "chat", grant, "hmac:k:00", null, new ModelName("support"), CallContext.NONE, "");
    return new AuditRecord.CallIntent(
        facts,
        "0".repeat(64),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(first),
        List.of(),
        List.of(),
        NOON,
        null,
        null);
  }

  private static EndpointId endpoint(String region) {
    return new EndpointId(new ProviderId("one"), new ModelName("small"), new Region(region));
  }
}
