package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  @TempDir Path data;
  private String vkey = "";

  /** Fourteen records in one closed log, the tallies of two tenants among them. */
  @BeforeEach
  void write() {
    try (Journal journal = Journal.open(Logs.config(data).build())) {
      vkey = journal.vkey();
      for (int i = 0; i < 4; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
        journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
      }
      journal.append(Records.denied(Records.call(), "globex")).await(Records.soon());
    }
  }

  private Path epoch() {
    return data.resolve("audit/gw-1/1");
  }

  private Path segment() {
    return epoch().resolve("seg-00000000000000000000.log");
  }

  private static VerifyReport verify(Path folder) {
    return Verifier.verify(folder, List.of(), List.of());
  }

  @Test
  void aGoodLogHoldsAsEpochWriterAndRoot() {
    for (Path folder : List.of(epoch(), data.resolve("audit/gw-1"), data.resolve("audit"))) {
      VerifyReport report = verify(folder);
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
      assertTrue(report.lines().get(0).contains("records=14"), report.lines().get(0));
      assertTrue(report.lines().get(0).contains("anchored=none"), report.lines().get(0));
    }
    VerifyReport anchored = Verifier.verify(epoch(), List.of(vkey), List.of());
    assertTrue(anchored.lines().get(0).contains("anchored=14"), anchored.lines().get(0));
  }

  @Test
  void aLogOfManySegmentsAndOpeningsHolds() {
    for (int i = 0; i < 3; i++) {
      try (Journal journal =
          Journal.open(Logs.config(data).segment(6_000, Duration.ofHours(1)).build())) {
        for (int j = 0; j < 12; j++) {
          CallId call = Records.call();
          String tenant = j % 3 == 0 ? "acme" : "globex";
          journal.append(Records.intent(call, tenant, Records.hold(100, 5))).await(Records.soon());
          if (j % 5 != 4) {
            journal.append(Records.attempt(call, tenant, Records.hold(10, 0)));
            journal.append(Records.more(call, tenant, Records.hold(20, 0)));
            journal.append(Records.outcome(call, tenant, Records.settle(60 + j * 10, 3)));
          }
        }
      }
    }
    VerifyReport report = verify(data.resolve("audit"));
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  @Test
  void everyFlippedByteOfTheRecordsIsFound() throws IOException {
    byte[] good = Files.readAllBytes(segment());
    int stride = Integer.getInteger("asc.flip.stride", 11); // CI sets 1: every byte
    for (int i = 0; i < good.length; i += stride) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(segment(), bad);
      VerifyReport report = verify(epoch());
      int at = i;
      assertEquals(1, report.exitCode(), () -> "byte " + at + ": " + report.lines());
      long seq = new String(Arrays.copyOf(good, i)).chars().filter(c -> c == '\n').count();
      assertTrue(
          report.findings().stream().anyMatch(f -> f.seq() == seq),
          () -> "byte " + at + " of record " + seq + ": " + report.lines());
    }
  }

  @Test
  void everyFlippedByteOfTheCheckpointsIsFound() throws IOException {
    for (String name : List.of("checkpoints", "checkpoint")) {
      Path file = epoch().resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < good.length; i += Integer.getInteger("asc.flip.stride", 3)) {
        byte[] bad = good.clone();
        bad[i] ^= 1;
        Files.write(file, bad);
        VerifyReport report = verify(epoch());
        int at = i;
        assertTrue(
            report.exitCode() == 1 || name.equals("checkpoints") && report.exitCode() == 3,
            () -> name + " byte " + at + ": " + report.lines());
      }
      Files.write(file, good);
    }
  }

  @Test
  void aTailThatNobodyCalledDurableIsNoCorruption() throws IOException {
    byte[] good = Files.readAllBytes(segment());
    byte[] more = Arrays.copyOf(good, good.length + 700);
    Arrays.fill(more, good.length, more.length, (byte) 'x');
    Files.write(segment(), more);

    VerifyReport report = verify(epoch());

    assertEquals(3, report.exitCode(), () -> report.lines().toString());
    assertEquals("tail from seq=14", report.lines().get(1));
  }

  @Test
  void aLogShorterThanAGivenCheckpointFails() throws IOException {
    Path given = data.resolve("given");
    Files.copy(epoch().resolve("checkpoint"), given);
    String[] lines = Files.readString(segment()).split("\n");
    Files.writeString(segment(), String.join("\n", Arrays.copyOf(lines, 11)) + "\n");
    Files.delete(epoch().resolve("checkpoint"));
    Files.delete(epoch().resolve("checkpoints"));

    assertEquals(3, verify(epoch()).exitCode());
    assertEquals(1, Verifier.verify(epoch(), List.of(), List.of(given)).exitCode());
  }

  @Test
  void nothingToReadIsSaidSo() {
    assertEquals(2, verify(data.resolve("nowhere")).exitCode());
    assertEquals(2, verify(data.resolve("keys")).exitCode());
    assertEquals(2, Verifier.verify(epoch(), List.of("nonsense"), List.of()).exitCode());
  }
}
