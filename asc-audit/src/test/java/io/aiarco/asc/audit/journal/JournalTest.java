package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.UsageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path data;

  private Journal open() {
    return Journal.open(Logs.config(data).build());
  }

  private List<String> lines() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .sorted()
          .flatMap(
              file -> {
                try {
                  return Files.readString(file).lines();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
          .filter(line -> !line.startsWith("\0"))
          .toList();
    }
  }

  private static long count(List<String> lines, String type) {
    return lines.stream().filter(line -> line.contains("\"type\":\"" + type + "\"")).count();
  }

  @Test
  void aCallLeavesItsIntentAndItsOutcome() throws IOException {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
    }

    List<String> lines = lines();
    assertEquals(6, lines.size());
    assertTrue(lines.get(2).contains(call.value()), lines.get(2));
    assertEquals(1, count(lines, "call.outcome"));
    assertTrue(lines.get(4).contains("\"type\":\"tenant.tally\""));
    assertTrue(lines.get(5).contains("\"type\":\"log.close\""));
    long bytes = lines.get(2).length() + lines.get(3).length() + 2L;
    assertTrue(bytes <= 2_300, "intent and outcome take " + bytes + " bytes");
  }

  @Test
  void whatDoesNotGoWithoutSayingIsSaidOfACost() throws IOException {
    CallId call = Records.call();
    Money euros = new Money(1_500_000_000, new Currency("EUR"));
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5)));
      journal
          .append(
              Records.outcome(
                  call, "acme", new Cost(euros, UsageSource.ESTIMATED, "0".repeat(64)), List.of()))
          .await(Records.soon());
      journal.append(Records.duplicate(Records.call(), "acme", call, euros)).await(Records.soon());
    }

    List<String> lines = lines();
    String outcome = lines.get(3);
    assertTrue(outcome.contains("\"cost\":\"1.5\",\"cost_source\":\"estimated\""), outcome);
    assertTrue(outcome.contains("\"currency\":\"EUR\""), outcome);
    assertTrue(outcome.contains("\"source\":\"reported\""), outcome);
    String again = lines.get(4);
    assertTrue(again.contains("\"saved\":{\"amount\":\"1.5\",\"unit\":\"EUR\"}"), again);
  }

  @Test
  void balancesComeBackAtTheNextOpening() {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5)));
      journal.append(Records.outcome(call, "acme", Records.settle(60, 3)));
    }

    try (Journal journal = open()) {
      assertEquals(new Balance(60, 0), journal.recovered().balances().of(Records.MONTH));
      assertEquals(new Balance(3, 0), journal.recovered().balances().of(Records.TOTAL));
      assertEquals(List.of(), journal.recovered().orphans());
    }
  }

  @Test
  void aCallWithoutEndIsAnOrphanChargedItsWholeHold() throws IOException {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5)));
      journal.append(Records.attempt(call, "acme", Records.hold(20, 1)));
      journal.append(Records.more(call, "acme", Records.hold(7, 0)));
    }

    try (Journal journal = open()) {
      assertEquals(List.of(call), journal.recovered().orphans());
      assertEquals(new Balance(127, 0), journal.recovered().balances().of(Records.MONTH));
      assertEquals(new Balance(0, 0), journal.recovered().balances().of(Records.NOW));
    }
    assertEquals(1, count(lines(), "call.orphan"));
    try (Journal journal = open()) {
      assertEquals(List.of(), journal.recovered().orphans());
      assertEquals(new Balance(127, 0), journal.recovered().balances().of(Records.MONTH));
    }
  }

  @Test
  void segmentsFollowEachOtherAndOnlyTheLastIsRead() throws IOException {
    try (Journal journal =
        Journal.open(Logs.config(data).segment(4_000, Duration.ofHours(1)).build())) {
      for (int i = 0; i < 40; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
        journal
            .append(Records.outcome(call, i % 2 == 0 ? "acme" : "acme", Records.settle(60, 3)))
            .await(Records.soon());
      }
    }
    List<String> lines = lines();
    assertTrue(count(lines, "segment.open") > 5, () -> lines.size() + " lines");
    List<String> last =
        lines.stream().dropWhile(line -> !line.contains("\"size\":" + lastStart(lines))).toList();
    boolean active = last.stream().anyMatch(line -> line.contains("\"tenant\":\"acme\""));
    assertEquals(
        count(lines, "segment.open") + (active ? 1 : 0),
        count(lines, "tenant.tally"),
        "one at each seal, one at the close unless a seal had just come");

    Path first = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    Files.delete(first);
    try (Journal journal = open()) {
      assertEquals(new Balance(2_400, 0), journal.recovered().balances().of(Records.MONTH));
    }
  }

  private static String lastStart(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("\"type\":\"segment.open\""))
        .reduce((first, second) -> second)
        .map(line -> line.replaceAll(".*\"size\":(\\d+).*", "$1"))
        .orElseThrow();
  }

  @Test
  void anInterruptedCallerDoesNotKillTheLog() {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      AuditReceipt receipt =
          journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1)));
      try {
        receipt.await(Records.soon());
      } catch (CancelledException e) {
        assertTrue(Thread.currentThread().isInterrupted());
      }
      assertTrue(Thread.interrupted());

      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
  }

  @Test
  void closingTwiceDoesNothingAndClosedTakesNothing() {
    Journal journal = open();
    journal.close();
    journal.close();

    AuditUnavailableException thrown =
        assertThrows(
            AuditUnavailableException.class,
            () -> journal.append(Records.denied(Records.call(), "acme")));
    assertTrue(thrown.getMessage().contains("closed"), thrown.getMessage());
  }

  @Test
  void aSecondOpeningIsRefusedAndNamesTheProcess() {
    try (Journal journal = open()) {
      AuditUnavailableException thrown = assertThrows(AuditUnavailableException.class, this::open);
      assertTrue(
          thrown.getMessage().contains("pid=" + ProcessHandle.current().pid()),
          thrown.getMessage());
      assertTrue(thrown.getMessage().contains("boot="), thrown.getMessage());
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
  }

  @Test
  void withoutLimitsASecondOpeningBecomesASecondWriter() {
    try (Journal journal = open();
        Journal second = Journal.open(Logs.config(data).singleWriter(false).build())) {
      assertEquals("aiarco.example/asc/eu-central/gw-1/1", journal.origin());
      assertEquals("aiarco.example/asc/eu-central/gw-1-2/1", second.origin());
    }
  }

  @Test
  void balancesOfAllFreeWritersAreSummedAndTheirCallsEnded() {
    CallId call = Records.call();
    try (Journal journal = open();
        Journal second = Journal.open(Logs.config(data).singleWriter(false).build())) {
      second.append(Records.intent(call, "acme", Records.hold(100, 5)));
      CallId other = Records.call();
      journal.append(Records.intent(other, "acme", Records.hold(10, 1)));
      journal.append(Records.outcome(other, "acme", Records.settle(7, 1)));
    }

    try (Journal journal = open()) {
      assertEquals(List.of(call), journal.recovered().orphans());
      assertEquals(new Balance(107, 0), journal.recovered().balances().of(Records.MONTH));
    }
    try (Journal journal = open()) {
      assertEquals(List.of(), journal.recovered().orphans());
      assertEquals(new Balance(107, 0), journal.recovered().balances().of(Records.MONTH));
    }
  }

  @Test
  void whatCallersSupplyIsCutAndCleaned() throws IOException {
    CallContext context =
        CallContext.NONE.toBuilder().purpose("x\ud800y").tag("note", "\u20ac".repeat(128)).build();
    try (Journal journal = open()) {
      journal
          .append(
              Records.intent(
                  Records.call(),
                  "acme",
                  Records.hold(1, 1),
                  Collections.nCopies(40, "\ud83d\ude00".repeat(200)),
                  context))
          .await(Records.soon());
    }

    String line = lines().get(2);
    assertTrue(line.contains("\"purpose\":\"x\ufffdy\""), line);
    assertTrue(line.contains("\"rules_more\":"), line);
    assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 65 + 16_384, line);
  }

  @Test
  void nothingFollowsTheEndOfACall() {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(1, 1)));
      journal.append(Records.outcome(call, "acme", List.of()));

      assertThrows(
          IllegalStateException.class,
          () -> journal.append(Records.outcome(call, "acme", List.of())));
      assertThrows(
          IllegalStateException.class,
          () -> journal.append(Records.attempt(call, "acme", List.of())));
      assertThrows(
          IllegalStateException.class, () -> journal.append(Records.more(call, "acme", List.of())));
    }
  }

  @Test
  void whatAnAttemptHeldInAdditionIsNotOver() throws IOException {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(10, 1)));
      journal.append(Records.more(call, "acme", Records.hold(5, 0))).await(Records.soon());
      journal.append(Records.outcome(call, "acme", Records.settle(15, 1)));
    }
    assertEquals(1, count(lines(), "call.hold"));
    assertFalse(lines().stream().anyMatch(line -> line.contains("\"over\"")));
  }

  @Test
  void chargingMoreThanWasHeldIsMarked() throws IOException {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(1, 1)));
      journal.append(Records.outcome(call, "acme", Records.settle(2, 1)));
    }
    assertTrue(lines().get(3).contains("\"over\":true"));
  }

  @Test
  void aFullDiskRefusesNewCallsButTakesTheEndsOfOldOnes() {
    CallId call = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(call, "acme", Records.hold(1, 1)));
    }
    try (Journal journal = Journal.open(Logs.config(data).reserveBytes(Long.MAX_VALUE).build())) {
      AuditUnavailableException thrown =
          assertThrows(
              AuditUnavailableException.class,
              () -> journal.append(Records.intent(call, "acme", Records.hold(1, 1))));
      assertTrue(thrown.getMessage().contains("bytes free"), thrown.getMessage());
      assertFalse(journal.recovered().orphans().isEmpty());
    }
  }

  /** A file of years of checkpoints: an opening reads the newest, and cuts only what is torn. */
  @Test
  void ofManyCheckpointsTheLastAreRead() throws IOException {
    JournalConfig.Builder config = Logs.config(data).cadence(Duration.ZERO, Duration.ofHours(1));
    try (Journal journal = Journal.open(config.build())) {
      while (Files.size(journal.folder().resolve("checkpoints")) < 80_000) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
    Path notes = data.resolve("audit/gw-1/1/checkpoints");
    byte[] good = Files.readAllBytes(notes);
    for (int half = 40; half <= 200; half += 40) { // so that reading begins at other places
      Files.writeString(notes, "x".repeat(half), StandardOpenOption.APPEND);

      Journal.open(config.build()).close();
    }

    try (Stream<Path> files = Files.list(notes.getParent())) {
      assertEquals(5, files.filter(file -> file.toString().endsWith(".bin")).count());
    }
    byte[] now = Files.readAllBytes(notes);
    assertArrayEquals(good, Arrays.copyOf(now, good.length));
    VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }
}
