package io.aiarco.asc.audit.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.merkle.MerkleProof;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogProofsTest {
  @TempDir Path data;
  private Path log = Path.of("");
  private CallId call = Records.call();

  /** Some twenty calls in several sealed segments, closed. */
  @BeforeEach
  void write() {
    log = data.resolve("audit/gw-1/1");
    try (Journal journal =
        Journal.open(Logs.config(data).segment(6_000, Duration.ofHours(1)).build())) {
      for (int i = 0; i < 20; i++) {
        CallId next = Records.call();
        call = i == 7 ? next : call;
        journal.append(Records.intent(next, "acme", Records.hold(100, 5))).await(Records.soon());
        journal.append(Records.outcome(next, "acme", Records.settle(60, 3))).await(Records.soon());
      }
    }
  }

  @Test
  void everyRecordIsProvenUnderTheNewestCheckpointWithAndWithoutTiles() throws Exception {
    for (int round = 0; round < 2; round++) {
      Note newest = Note.parseFile(log.resolve("checkpoint"));
      for (long seq = 0; seq < newest.size(); seq++) {
        RecordProof proof = only(LogProofs.inclusion(data.resolve("audit"), "" + seq, null));
        requireProven(proof, newest);
      }
      assertTrue(LogProofs.writeTiles(log) > 20, "most segments are sealed");
    }
  }

  @Test
  void callIsProvenFromIntentToOutcomeUnderAKeptCheckpoint() throws Exception {
    List<Note> notes = Note.parseAll(Files.readAllBytes(log.resolve("checkpoints"))).notes();
    Note kept = notes.get(notes.size() - 2);
    Path file = Files.write(data.resolve("kept"), kept.raw());

    List<RecordProof> proofs = LogProofs.inclusion(log, call.value(), file);

    assertEquals(
        List.of("call.intent", "call.outcome"), proofs.stream().map(RecordProof::type).toList());
    for (RecordProof proof : proofs) {
      requireProven(proof, kept);
    }
  }

  @Test
  void treeIsConsistentWithEveryCheckpointThatWasKept() throws Exception {
    List<Note> notes = Note.parseAll(Files.readAllBytes(log.resolve("checkpoints"))).notes();
    Note newest = notes.get(notes.size() - 1);
    for (Note note : notes) {
      Path kept = Files.write(data.resolve("kept"), note.raw());

      String text = LogProofs.consistency(log, kept, null);

      List<String> lines = text.lines().toList();
      assertEquals("old " + note.size(), lines.get(0));
      List<byte[]> hashes = hashes(lines.subList(1, lines.indexOf("")));
      assertTrue(
          MerkleProof.isConsistent(note.size(), note.root(), newest.size(), newest.root(), hashes));
      assertTrue(text.endsWith("\n\n" + new String(newest.raw(), StandardCharsets.UTF_8)));
    }
  }

  @Test
  void damagedTileIsPassedByAndDamagedRecordIsRefused() throws Exception {
    LogProofs.writeTiles(log);
    Path tile = log.resolve("tiles/tile/0");
    try (var files = Files.walk(tile)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[(int) Files.size(file)]);
      }
    }
    requireProven(
        only(LogProofs.inclusion(log, "3", null)), Note.parseFile(log.resolve("checkpoint")));

    Path segment = log.resolve("seg-00000000000000000000.log");
    Files.writeString(segment, Files.readString(segment).replaceFirst("\"seq\":3", "\"seq\":4"));
    IOException e = assertThrows(IOException.class, () -> LogProofs.inclusion(log, "3", null));
    assertEquals("seq 3: line does not hash", e.getMessage());
  }

  @Test
  void whatIsNotThereIsNamed() {
    for (String name : List.of("9999", "01M80E8VCA6GCBZJCMB817E2SS")) {
      IOException e = assertThrows(IOException.class, () -> LogProofs.inclusion(log, name, null));
      assertTrue(e.getMessage().startsWith("record: " + name + " (expected: "), e.getMessage());
    }
    assertThrows(IOException.class, () -> LogProofs.inclusion(data.resolve("keys"), "0", null));
  }

  private static void requireProven(RecordProof proof, Note note) {
    List<String> lines = proof.proof().lines().toList();
    assertEquals("c2sp.org/tlog-proof@v1", lines.get(0));
    assertEquals("index " + proof.seq(), lines.get(1));
    byte[] json = proof.record().getBytes(StandardCharsets.UTF_8);
    byte[] leaf = LeafHash.of(LeafHash.sha256(), json, 0, json.length);
    List<byte[]> hashes = hashes(lines.subList(2, lines.indexOf("")));
    assertArrayEquals(note.root(), MerkleProof.root(leaf, proof.seq(), note.size(), hashes));
    assertTrue(proof.proof().endsWith("\n\n" + new String(note.raw(), StandardCharsets.UTF_8)));
  }

  private static List<byte[]> hashes(List<String> lines) {
    List<byte[]> hashes = new ArrayList<>();
    lines.forEach(line -> hashes.add(Base64.getDecoder().decode(line)));
    return hashes;
  }

  private static RecordProof only(List<RecordProof> proofs) {
    assertEquals(1, proofs.size());
    return proofs.get(0);
  }
}
