package io.aiarco.asc.testkit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.DecisionKind;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.testkit.time.StartingLine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link AuditLog} must keep: what was taken is there, in the order in which it was
 * taken, and whoever waited for its receipt can rely on it.
 */
@Timeout(60)
public abstract class AuditLogContract {
  private static final int THREADS = 16;

  /** For subclasses. */
  protected AuditLogContract() {}

  /** An empty log. The contract closes it. */
  protected abstract AuditLog open() throws Exception;

  /** The calls whose decisions stand in a log that {@link #open} gave and that is closed now. */
  protected abstract List<CallId> decided(AuditLog closed) throws Exception;

  @Test
  void anEmptyLogRecoversNothing() throws Exception {
    try (AuditLog log = open()) {
      assertEquals(List.of(), log.recovered().orphans());
      assertTrue(log.recovered().balances().accounts().isEmpty());
    }
  }

  @Test
  void recordsStandInTheOrderTheyWereTaken() throws Exception {
    AuditLog log = open();
    List<CallId> taken = new ArrayList<>();

    for (int i = 1; i <= 100; i++) {
      taken.add(call(i));
      log.append(decision(i)).await(soon());
    }
    log.close();

    assertEquals(taken, decided(log));
  }

  @Test
  void recordsNobodyWaitedForAreThereAfterClose() throws Exception {
    AuditLog log = open();

    List<AuditReceipt> receipts = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      receipts.add(log.append(decision(i)));
    }
    log.close();

    assertEquals(50, decided(log).size());
    for (AuditReceipt receipt : receipts) {
      receipt.await(soon());
    }
  }

  @Test
  void threadsLoseNothingAndKeepTheirOwnOrder() throws Exception {
    AuditLog log = open();

    StartingLine.race(
        THREADS,
        thread ->
            () -> {
              for (int i = 0; i < 50; i++) {
                log.append(decision(thread * 1_000 + i)).await(soon());
              }
              return null;
            });
    log.close();

    List<CallId> all = decided(log);
    assertEquals(THREADS * 50, all.size());
    for (int thread = 0; thread < THREADS; thread++) {
      List<CallId> expected = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        expected.add(call(thread * 1_000 + i));
      }
      assertEquals(expected, all.stream().filter(expected::contains).toList());
    }
  }

  @Test
  void closingTwiceDoesNothing() throws Exception {
    AuditLog log = open();
    log.append(decision(1)).await(soon());

    log.close();
    log.close();

    assertEquals(List.of(call(1)), decided(log));
  }

  @Test
  void aClosedLogTakesNothing() throws Exception {
    AuditLog log = open();
    log.close();

    AuditUnavailableException refused =
        assertThrows(AuditUnavailableException.class, () -> log.append(decision(1)));

    assertEquals(ErrorCode.AUDIT_UNAVAILABLE, refused.code());
    assertEquals(List.of(), decided(log));
  }

  @Test
  void anInterruptedCallerHurtsNobodyElse() throws Exception {
    AuditLog log = open();

    Thread.currentThread().interrupt();
    try {
      log.append(decision(1)).await(soon());
    } catch (CancelledException interrupted) {
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    log.append(decision(2)).await(soon());
    log.close();

    assertEquals(List.of(call(1), call(2)), decided(log));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30), Clock.systemUTC());
  }

  private static CallId call(int number) {
    return new CallId(String.format("%026d", number));
  }

  private static AuditRecord decision(int number) {
    Grant grant = new Grant("caller-1", new Principal("alice"), new TenantId("acme"), null);
    CallFacts facts =
        new CallFacts(
            call(number),
            "chat",
            grant,
            "hmac:test:" + "0".repeat(64),
            null,
            new ModelName("support"),
            CallContext.NONE,
            "");
    return new AuditRecord.CallDecision(
        facts,
        "0".repeat(64),
        DecisionKind.DENIED,
        ErrorCode.DENIED,
        List.of("tenants.acme.models"),
        null,
        null);
  }
}
