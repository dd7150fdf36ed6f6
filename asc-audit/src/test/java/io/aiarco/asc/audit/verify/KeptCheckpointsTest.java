package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.anchor.LoopbackServer;
import io.aiarco.asc.audit.anchor.OpensslTsa;
import io.aiarco.asc.audit.anchor.Receipt;
import io.aiarco.asc.audit.anchor.TimestampAnchor;
import io.aiarco.asc.audit.checkpoint.CosigningKey;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints beside a log count when a key or a root from elsewhere vouches for them. */
class KeptCheckpointsTest {
  private final CosigningKey witness = new CosigningKey("w.example/1", new byte[32]);
  private final List<SignedCheckpoint> signed = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path data;
  private Path log = Path.of("");

  @BeforeEach
  void write() throws Exception {
    try (Journal journal =
        Journal.open(
            Logs.config(data).segment(6_000, Duration.ofHours(1)).listener(signed::add).build())) {
      log = journal.folder();
      for (int i = 0; i < 30; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
    Files.createDirectory(log.resolve("anchors"));
  }

  @Test
  void cosignedCheckpointAnchorsForWhoeverHasTheWitnessesKey() throws Exception {
    SignedCheckpoint seen = signed.get(1);
    cosign(seen);

    assertEquals(0, verify(List.of()).exitCode());
    assertTrue(verify(List.of()).lines().get(0).contains("anchored=none"));
    VerifyReport report = verify(List.of(witness.vkey()));
    assertEquals(0, report.exitCode(), report.lines().toString());
    assertTrue(report.lines().get(0).contains("anchored=" + seen.size() + " "));
    assertTrue(report.lines().contains("unanchored since seq=" + seen.size()));
  }

  @Test
  void forgedCosignatureIsAFindingAndAnotherWitnessesNone() throws Exception {
    Path kept = cosign(signed.get(1));
    String other = new CosigningKey("other.example/1", new byte[32]).vkey();
    assertTrue(verify(List.of(other)).lines().get(0).contains("anchored=none"));
    String text = Files.readString(kept);
    int at = text.lastIndexOf(' ') + 20;
    char flipped = text.charAt(at) == 'A' ? 'B' : 'A';
    Files.writeString(kept, text.substring(0, at) + flipped + text.substring(at + 1));

    VerifyReport report = verify(List.of(witness.vkey()));

    assertEquals(1, report.exitCode());
    assertTrue(report.lines().get(0).contains("bad cosignature by w.example/1"));
  }

  @Test
  void logCutBelowACosignedCheckpointFails() throws Exception {
    cosign(signed.get(signed.size() - 1));
    SignedCheckpoint early = signed.get(0);
    for (SignedCheckpoint later : signed) {
      Files.deleteIfExists(log.resolve(String.format("seg-%020d.log", later.size())));
      Files.deleteIfExists(log.resolve(String.format("seg-%020d.log.sha256", later.size())));
      Files.deleteIfExists(log.resolve(String.format("seg-%020d.state", later.size())));
    }
    Files.writeString(log.resolve("checkpoint"), early.text());
    Files.writeString(log.resolve("checkpoints"), early.text() + "\n");

    VerifyReport report = verify(List.of(witness.vkey()));

    assertEquals(1, report.exitCode(), report.lines().toString());
    assertTrue(
        report.lines().stream().anyMatch(line -> line.contains("records of a given checkpoint")),
        report.lines().toString());
  }

  @Test
  void stampedCheckpointAnchorsForWhoeverHasTheAuthoritysRoot() throws Exception {
    Assumptions.assumeTrue(OpensslTsa.isHere(), "openssl");
    OpensslTsa tsa = new OpensslTsa(Files.createDirectory(data.resolve("tsa")));
    OpensslTsa other = new OpensslTsa(Files.createDirectory(data.resolve("other")));
    SignedCheckpoint last = signed.get(signed.size() - 1);
    try (LoopbackServer server = new LoopbackServer(tsa)) {
      Receipt receipt =
          TimestampAnchor.of(
                  server.destination(), Files.readAllBytes(tsa.root()), new SecureRandom())
              .deposit(last);
      for (Map.Entry<String, byte[]> file : receipt.files().entrySet()) {
        Files.write(log.resolve("anchors/tsa" + file.getKey()), file.getValue());
      }
    }

    VerifyReport report =
        Verifier.verify(
            log,
            new Outside(List.of(), List.of(), List.of(), List.of(tsa.root()), List.of()),
            Pace.ofMachine());
    assertEquals(0, report.exitCode(), report.lines().toString());
    assertTrue(report.lines().get(0).contains("anchored=" + last.size() + " "));
    VerifyReport untrusted =
        Verifier.verify(
            log,
            new Outside(List.of(), List.of(), List.of(), List.of(other.root()), List.of()),
            Pace.ofMachine());
    assertEquals(1, untrusted.exitCode());
    assertTrue(untrusted.lines().get(0).contains("time stamp: "), untrusted.lines().get(0));
  }

  private Path cosign(SignedCheckpoint checkpoint) throws Exception {
    Note note = Note.parse(checkpoint.bytes());
    return Files.writeString(
        log.resolve("anchors/w.note"), checkpoint.text() + witness.line(note, 1_790_000_000L));
  }

  private VerifyReport verify(List<String> witnesses) {
    return Verifier.verify(
        log, new Outside(List.of(), List.of(), witnesses, List.of(), List.of()), Pace.ofMachine());
  }
}
