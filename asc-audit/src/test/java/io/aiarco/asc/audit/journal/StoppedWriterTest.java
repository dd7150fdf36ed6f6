package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with a writer that does not run. */
class StoppedWriterTest {
  private static final Ground GROUND = new Ground("ops", "ticket 12");

  @TempDir Path data;
  @TempDir Path copies;

  private Path log(int epoch) {
    return data.resolve("audit/gw-1/" + epoch);
  }

  private Path segment() {
    return log(1).resolve("seg-00000000000000000000.log");
  }

  private StoppedWriter take() throws IOException {
    return StoppedWriter.take(data, null, data.resolve("other-disk"), Clock.systemUTC());
  }

  private Journal open() {
    return Journal.open(Logs.config(data).build());
  }

  private VerifyReport verify() {
    return Verifier.verify(data.resolve("audit"), List.of(), List.of());
  }

  /** One call ends, one stays open, one is lost above: below each, what the balance then is. */
  private void writeCalls() {
    CallId ended = Records.call();
    try (Journal journal = open()) {
      journal.append(Records.intent(ended, "acme", Records.hold(100, 5))).await(Records.soon());
      journal.append(Records.outcome(ended, "acme", Records.settle(60, 3))).await(Records.soon());
      journal.append(Records.intent(Records.call(), "acme", Records.hold(40, 5)));
      journal.append(Records.intent(Records.call(), "acme", Records.hold(7, 5)));
    }
  }

  /** Changes a byte of the record of this seq. */
  private static void flip(Path segment, long seq) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    int at =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            .indexOf("\"seq\":" + seq + ",");
    bytes[at + 1] ^= 1;
    Files.write(segment, bytes);
  }

  @Test
  void afterCorruptionTheNextEpochGoesOnFromWhatStillHolds() throws IOException {
    writeCalls();
    flip(segment(), 5); // seq 0 log.open, 1 process.start, 2 and 3 the first call, 4 the second
    byte[] corrupt = Files.readAllBytes(segment());

    AuditUnavailableException refused = assertThrows(AuditUnavailableException.class, this::open);
    assertTrue(refused.getMessage().contains("seq=5"), refused.getMessage());
    assertTrue(refused.getMessage().contains("asc audit new-epoch"), refused.getMessage());
    try (StoppedWriter writer = take()) {
      StoppedWriter.Begun begun = writer.newEpoch(GROUND, false);
      assertEquals(
          new StoppedWriter.Begun("aiarco.example/asc/eu-central/gw-1/2", log(2), 5), begun);
    }

    try (Journal journal = open()) {
      assertEquals("aiarco.example/asc/eu-central/gw-1/2", journal.origin());
      assertEquals(List.of(), journal.recovered().orphans());
      assertEquals(new Balance(100, 0), journal.recovered().balances().of(Records.MONTH));
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertArrayEquals(corrupt, Files.readAllBytes(segment()));
    VerifyReport report = verify();
    assertEquals(1, report.exitCode());
    report
        .findings()
        .forEach(
            finding -> {
              assertEquals("aiarco.example/asc/eu-central/gw-1/1", finding.log());
              assertEquals(5, finding.seq(), finding.reason());
            });
    String last = report.lines().get(report.lines().size() - 1);
    assertTrue(last.startsWith("ok log=aiarco.example/asc/eu-central/gw-1/2 "), last);
    assertFalse(last.contains("unchecked"), last);
    assertTrue(
        Files.readString(log(2).resolve("seg-00000000000000000000.log"))
            .contains("\"why\":\"ticket 12\""));
  }

  @Test
  void corruptionInASealedSegmentIsFoundThoughAStartReadsOnlyTheLast() throws IOException {
    try (Journal journal =
        Journal.open(Logs.config(data).segment(4_000, Duration.ofHours(1)).build())) {
      for (int i = 0; i < 8; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
        journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
      }
    }
    assertTrue(segment().toFile().setWritable(true));
    flip(segment(), 3);

    try (StoppedWriter writer = take()) {
      assertEquals(3, writer.newEpoch(GROUND, false).size());
    }
    try (Journal journal = open()) {
      assertEquals(new Balance(100, 0), journal.recovered().balances().of(Records.MONTH));
    }
  }

  @Test
  void aChainForgedWholeCountsUpToTheLastCheckpointThatMatches() throws Exception {
    writeCalls();
    byte[] first = Files.readAllBytes(segment());
    byte[] notes = Files.readAllBytes(log(1).resolve("checkpoints"));
    open().close(); // its end is another than the one put in its place below
    List<Note> kept = Note.parseAll(notes).notes();
    long matching = kept.get(kept.size() - 1).size();
    byte[] after = Files.readAllBytes(log(1).resolve("checkpoints"));
    Files.write(segment(), first);
    Files.write(log(1).resolve("checkpoints"), notes);
    open().close();
    Files.write(log(1).resolve("checkpoints"), after);

    assertThrows(AuditUnavailableException.class, this::open);
    try (StoppedWriter writer = take()) {
      assertEquals(matching, writer.newEpoch(GROUND, false).size());
    }
    open().close();
  }

  @Test
  void aHealthyLogIsLeftAloneUnlessItIsSaidToBe() throws IOException {
    writeCalls();

    try (StoppedWriter writer = take()) {
      assertThrows(IllegalArgumentException.class, () -> writer.newEpoch(GROUND, false));
      assertEquals(log(2), writer.newEpoch(GROUND, true).folder());
    }
    assertEquals(0, verify().exitCode(), () -> verify().lines().toString());
    flip(log(2).resolve("seg-00000000000000000000.log"), 1);
    try (StoppedWriter writer = take()) {
      assertThrows(IllegalArgumentException.class, () -> writer.newEpoch(GROUND, true));
    }
  }

  @Test
  void aSpoolingLogComesHome() throws IOException {
    BrokenDisk disk = new BrokenDisk();
    Path fallback = data.resolve("other-disk");
    CallId call = Records.call();
    try (Journal journal = Journal.open(Logs.config(data).disk(disk).fallback(fallback).build())) {
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.dead = data.resolve("audit");
      journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
      assertEquals(fallback.resolve("gw-1/2"), journal.folder());
    }

    try (StoppedWriter writer = take()) {
      assertEquals(log(3), writer.newEpoch(GROUND, true).folder());
    }
    try (Journal journal = Journal.open(Logs.config(data).fallback(fallback).build())) {
      assertEquals(log(3), journal.folder());
      assertEquals(AuditState.HEALTHY, journal.state());
      assertEquals(new Balance(60, 0), journal.recovered().balances().of(Records.MONTH));
    }
    Logs.copy(fallback.resolve("gw-1/2"), log(2));
    assertEquals(0, verify().exitCode(), () -> verify().lines().toString());
  }

  @Test
  void aWriterInUseIsRefusedByTheNameOfItsProcess() {
    try (Journal journal = open()) {
      AuditUnavailableException refused = assertThrows(AuditUnavailableException.class, this::take);
      String pid = "pid=" + ProcessHandle.current().pid();
      assertTrue(refused.getMessage().contains(pid), refused.getMessage());
      assertEquals(log(1), journal.folder());
    }
  }

  /** Whichever operation fails, the same again or a start goes on. */
  @Test
  void aFailureOnTheWayLeavesALogThatGoesOn() throws IOException {
    writeCalls();
    flip(segment(), 5);
    int failures = 0;
    for (int first = 1; ; first++) {
      Path here = copies.resolve("failing-" + first);
      Logs.copy(data, here);
      BrokenDisk disk = new BrokenDisk();
      disk.failsFrom = first;
      disk.failsTo = first + 1;
      try (StoppedWriter writer = new StoppedWriter(disk, here, null, null, Clock.systemUTC())) {
        writer.newEpoch(GROUND, false);
      } catch (IOException | AuditUnavailableException e) {
        failures++;
      }
      if (!Files.exists(here.resolve("audit/gw-1/2/seg-00000000000000000000.log"))) {
        assertThrows(
            AuditUnavailableException.class, () -> Journal.open(Logs.config(here).build()));
        try (StoppedWriter writer = StoppedWriter.take(here, null, null, Clock.systemUTC())) {
          writer.newEpoch(GROUND, false);
        }
      }
      try (Journal journal = Journal.open(Logs.config(here).build())) {
        assertEquals(new Balance(100, 0), journal.recovered().balances().of(Records.MONTH));
      }
      Path second = here.resolve("audit/gw-1/2");
      VerifyReport report = Verifier.verify(second, List.of(), List.of());
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
      Logs.delete(here);
      if (disk.operations() < first) {
        break;
      }
    }
    assertTrue(failures > 8, failures + " operations");
  }

  @Test
  void theFirstCheckpointOfANewKeyIsSignedByTheOldOneToo() throws Exception {
    writeCalls();
    List<String> keys = new ArrayList<>();
    try (Journal journal = open()) {
      keys.add(journal.vkey());
    }
    for (int i = 1; i <= 2; i++) {
      try (StoppedWriter writer = take()) {
        keys.add(writer.rotateKey(GROUND));
      }
      Path both = data.resolve("outside-" + i);
      Files.copy(log(1).resolve("checkpoints"), both);
      List<Note> notes = Note.parseAll(Files.readAllBytes(both)).notes();
      Vkey before = Vkey.parse(keys.get(i - 1));
      Vkey after = Vkey.parse(keys.get(i));
      assertEquals(
          Set.of(before, after), notes.get(notes.size() - 2).signers(List.of(before, after)));
      assertEquals(Set.of(after), notes.get(notes.size() - 1).signers(List.of(before, after)));
    }
    try (Journal journal = open()) {
      assertEquals(keys.get(2), journal.vkey());
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    VerifyReport report =
        Verifier.verify(data.resolve("audit/gw-1"), List.of(keys.get(0)), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    assertFalse(report.lines().toString().contains("anchored=none"), report.lines().toString());
    assertTrue(Files.exists(data.resolve("keys/audit-gw-1.ed25519")));
  }

  /** Between the key's file, its record and its checkpoint, and everywhere else. */
  @Test
  void aRotationThatIsCutShortLeavesALogThatOpens() throws IOException {
    writeCalls();
    Set<Boolean> rotated = new HashSet<>();
    boolean failed = true;
    for (int first = 1; failed; first++) {
      Path here = copies.resolve("rotating-" + first);
      Logs.copy(data, here);
      BrokenDisk disk = new BrokenDisk();
      disk.failsFrom = first;
      disk.failsTo = first + 1;
      try (StoppedWriter writer = new StoppedWriter(disk, here, null, null, Clock.systemUTC())) {
        writer.rotateKey(GROUND);
      } catch (IOException e) {
        // the next start finds what there is
      }
      failed = disk.operations() >= first;
      try (Journal journal = Journal.open(Logs.config(here).build())) {
        boolean is =
            Files.readString(journal.folder().resolve(segment().getFileName()))
                .contains("key.rotate");
        rotated.add(is);
      }
      VerifyReport report = Verifier.verify(here.resolve("audit/gw-1"), List.of(), List.of());
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
      try (StoppedWriter writer = StoppedWriter.take(here, null, null, Clock.systemUTC())) {
        writer.rotateKey(GROUND);
      }
      VerifyReport again = Verifier.verify(here.resolve("audit/gw-1"), List.of(), List.of());
      assertEquals(0, again.exitCode(), () -> again.lines().toString());
      Logs.delete(here);
    }
    assertEquals(Set.of(true, false), rotated, "cut short before and after the record");
  }
}
