package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails under a living process: it goes on in a new epoch. */
class NextEpochTest {
  @TempDir Path data;
  private final BrokenDisk disk = new BrokenDisk();
  private final ManualTicker ticker = new ManualTicker();

  private Path root() {
    return data.resolve("audit");
  }

  private Path fallback() {
    return data.resolve("other-disk");
  }

  private JournalConfig.Builder config() {
    return Logs.config(data).disk(disk);
  }

  private static VerifyReport verify(Path folder) {
    return Verifier.verify(folder, List.of(), List.of());
  }

  private static void assertHolds(Path folder) {
    VerifyReport report = verify(folder);
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  private static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".log")) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  @Test
  void aCallThatWasOpenEndsInTheNewLog() throws IOException {
    CallId call = Records.call();
    try (Journal journal = Journal.open(config().build())) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.forceFails = true;
      journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
    }

    assertHolds(root());
    assertTrue(text(root().resolve("gw-1/2")).contains("\"type\":\"call.outcome\""));
    try (Journal journal = Journal.open(config().build())) {
      assertEquals(List.of(), journal.recovered().orphans());
      assertEquals(new Balance(60, 0), journal.recovered().balances().of(Records.MONTH));
    }
  }

  @Test
  void aCallThatWasOpenIsAnOrphanWhenTheProcessDiesAfterwards() {
    CallId call = Records.call();
    try (Journal journal = Journal.open(config().build())) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.forceFails = true;
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      Logs.copy(data, data.resolveSibling("killed"));
    }

    Path killed = data.resolveSibling("killed");
    try (Journal journal = Journal.open(Logs.config(killed).build())) {
      assertEquals(List.of(call), journal.recovered().orphans());
      assertEquals(new Balance(100, 0), journal.recovered().balances().of(Records.MONTH));
    }
    assertHolds(killed.resolve("audit"));
    Logs.delete(killed);
  }

  @Test
  void onTheFallbackDiskTheLogIsSpoolingAndTheNextStartFindsIt() throws IOException {
    CallId call = Records.call();
    try (Journal journal = Journal.open(config().fallback(fallback()).build())) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.dead = root();
      journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());

      assertEquals(fallback().resolve("gw-1/2"), journal.folder());
      awaitThat(() -> journal.state() == AuditState.SPOOLING);
    }
    disk.dead = Path.of("/nowhere");
    try (Journal journal = Journal.open(config().fallback(fallback()).build())) {
      assertEquals("aiarco.example/asc/eu-central/gw-1/2", journal.origin());
      awaitThat(() -> journal.state() == AuditState.SPOOLING);
      assertEquals(new Balance(60, 0), journal.recovered().balances().of(Records.MONTH));
    }

    String text = text(fallback());
    assertTrue(text.contains("\"state\":\"refusing\""), text);
    assertTrue(text.contains("\"state\":\"spooling\""), text);
    // Whoever has both folders side by side has the whole writer.
    Logs.copy(fallback().resolve("gw-1/2"), root().resolve("gw-1/2"));
    assertHolds(root());
    assertFalse(verify(root()).lines().toString().contains("unchecked"));
  }

  @Test
  void withoutADiskItRefusesNewCallsKeepsEndsAndTriesAgainEverMoreRarely() throws IOException {
    CallId call = Records.call();
    try (Journal journal = Journal.open(config().ticker(ticker).build())) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.dead = root();
      AuditReceipt denied = journal.append(Records.denied(Records.call(), "acme"));
      awaitThat(() -> journal.state() == AuditState.REFUSING);

      AuditUnavailableException thrown =
          assertThrows(
              AuditUnavailableException.class,
              () -> journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1))));
      assertTrue(thrown.getMessage().contains("Input/output error"), thrown.getMessage());
      AuditReceipt ended = journal.append(Records.outcome(call, "acme", Records.settle(60, 3)));
      for (int millis : new int[] {100, 200, 400}) {
        awaitThat(() -> ticker.asked().equals(Duration.ofMillis(millis)));
        int before = disk.operations();
        ticker.advance(Duration.ofMillis(millis - 1));
        awaitThat(() -> ticker.asked().equals(Duration.ofMillis(1)));
        assertEquals(before, disk.operations());
        ticker.advance(Duration.ofMillis(1));
        awaitThat(() -> disk.operations() > before);
      }

      awaitThat(() -> ticker.asked().equals(Duration.ofMillis(800)));
      disk.dead = Path.of("/nowhere");
      ticker.advance(Duration.ofMillis(800));
      denied.await(Records.soon());
      ended.await(Records.soon());
      awaitThat(() -> journal.state() == AuditState.HEALTHY);
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertHolds(root());
    String text = text(root().resolve("gw-1/2"));
    assertTrue(
        text.indexOf("\"degraded.begin\"") < text.indexOf("\"degraded.end\""), "begin, then end");
  }

  /** Every operation of a run with five segments fails once, and so do a few in a row. */
  @Test
  void whicheverOperationFailsNothingAcknowledgedIsLost() throws IOException {
    int operations = run(data.resolve("whole"), Integer.MAX_VALUE, 1).size();
    assertTrue(operations > 0);
    int last = disk.operations();
    int epochs = 0;
    int stride = Integer.getInteger("asc.fault.stride", 5); // CI sets 1: every operation
    for (int inARow : new int[] {1, 6}) {
      for (int first = 1; first <= last; first += inARow == 1 ? stride : 7 * stride) {
        Path here = data.resolve("run-" + inARow + "-" + first);
        List<CallId> acknowledged = run(here, first, inARow);

        String what = "operations from " + first + ", " + inARow;
        VerifyReport report = verify(here.resolve("audit"));
        assertEquals(0, report.exitCode(), () -> what + ": " + report.lines());
        String text = text(here.resolve("audit"));
        for (CallId call : acknowledged) {
          assertTrue(text.contains(call.value()), () -> what + ": " + call + " is lost");
        }
        epochs += Files.exists(here.resolve("audit/gw-1/2")) ? 1 : 0;
        Logs.delete(here);
      }
    }
    assertTrue(epochs > 10, epochs + " runs needed a second epoch");
  }

  /** Writes until all is said, opening again when an opening fails; returns what was promised. */
  private List<CallId> run(Path here, int first, int inARow) {
    int offset = disk.operations();
    disk.failsTo = first == Integer.MAX_VALUE ? first : offset + first + inARow;
    disk.failsFrom = first == Integer.MAX_VALUE ? first : offset + first;
    List<CallId> acknowledged = new ArrayList<>();
    try (Journal journal = open(here)) {
      for (int i = 0; i < 8; i++) {
        CallId call = Records.call();
        awaitThat(() -> isTaken(journal, Records.intent(call, "acme", Records.hold(100, 5))));
        journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
        acknowledged.add(call);
      }
    }
    disk.failsFrom = Integer.MAX_VALUE;
    Journal.open(Logs.config(here).disk(disk).build()).close(); // heals what the close left
    return acknowledged;
  }

  private Journal open(Path here) {
    JournalConfig config = Logs.config(here).disk(disk).segment(4_000, Duration.ofHours(1)).build();
    while (true) {
      try {
        return Journal.open(config);
      } catch (AuditUnavailableException e) {
        assertTrue(e.getMessage().contains("Input/output error"), e.getMessage());
      }
    }
  }

  /** False when new work is refused, which it may be while a new epoch is begun. */
  private static boolean isTaken(Journal journal, AuditRecord record) {
    AuditReceipt receipt;
    try {
      receipt = journal.append(record);
    } catch (AuditUnavailableException e) {
      return false;
    }
    receipt.await(Records.soon());
    return true;
  }

  private static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
