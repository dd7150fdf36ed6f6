package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.call.CallId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenDiskTest {
  @TempDir Path data;
  private final BrokenDisk disk = new BrokenDisk();

  private Journal open() {
    return Journal.open(Logs.config(data).disk(disk).build());
  }

  @Test
  void aFailedForceIsNeverTriedAgainButInANewEpoch() {
    CallId call = Records.call();
    try (Journal journal = open()) {
      disk.forceFails = true;

      journal.append(Records.intent(call, "acme", Records.hold(1, 1))).await(Records.soon());

      assertEquals("aiarco.example/asc/eu-central/gw-1/2", journal.origin());
      assertEquals(0, disk.changesAfterFailedForce.get());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void whatAFullDiskNeverTookIsNotAcknowledgedWhenTheJournalCloses() {
    AuditReceipt receipt;
    try (Journal journal = open()) {
      disk.writeFails = true;
      receipt = journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1)));
    }
    AuditUnavailableException thrown =
        assertThrows(AuditUnavailableException.class, () -> receipt.await(Records.soon()));
    assertTrue(thrown.getMessage().contains("No space left"), thrown.getMessage());

    disk.writeFails = false;
    try (Journal journal = open()) {
      assertEquals("aiarco.example/asc/eu-central/gw-1/1", journal.origin());
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void shortWritesAreFinished() {
    disk.mostBytes = 7;
    try (Journal journal = open()) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void onAFullDiskCallsEndAndSpaceThatComesBackIsUsed() {
    CallId running = Records.call();
    try (Journal journal = Journal.open(Logs.config(data).disk(disk).reserveBytes(100).build())) {
      journal.append(Records.intent(running, "acme", Records.hold(2, 2))).await(Records.soon());
      disk.usableBytes = 99;
      awaitThat(() -> isRefused(journal));

      journal.append(Records.outcome(running, "acme", Records.settle(1, 1))).await(Records.soon());

      disk.usableBytes = 100;
      awaitThat(() -> !isRefused(journal));
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  private static boolean isRefused(Journal journal) {
    try {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      return false;
    } catch (AuditUnavailableException e) {
      assertTrue(e.getMessage().contains("bytes free"), e.getMessage());
      return true;
    }
  }

  /** The journal looks at the disk once a second. */
  private static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
