package io.aiarco.asc.audit.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ASC signs and proves is accepted by code it does not share a line with: the Go team's {@code
 * sumdb/note} and {@code sumdb/tlog}, behind {@code verify/independent}. Building that needs the Go
 * module proxy, so {@code .ci/run} does it and names the program in {@code asc.independent}.
 */
@EnabledIfSystemProperty(named = "asc.independent", matches = ".+")
class IndependentTest {
  @TempDir Path work;

  @Test
  void checkpointsAndProofsAreAcceptedAndDamagedOnesRefused() throws Exception {
    String vkey;
    try (Journal journal =
        Journal.open(Logs.config(work).segment(9_000, Duration.ofHours(1)).build())) {
      vkey = journal.vkey();
      for (int i = 0; i < 30; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
    Path log = work.resolve("audit/gw-1/1");
    List<Note> notes = Note.parseAll(Files.readAllBytes(log.resolve("checkpoints"))).notes();
    Process process =
        new ProcessBuilder(System.getProperty("asc.independent"), "-")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int accepted = 0;
    int refused = 0;
    try (var to = process.outputWriter();
        var from = process.inputReader()) {
      Ask ask =
          (what, first, second) -> {
            Path a = Files.write(work.resolve("first"), first);
            Path b = Files.write(work.resolve("second"), second);
            to.write(what + " " + vkey + " " + a + " " + b + "\n");
            to.flush();
            return from.readLine();
          };
      for (Note note : notes) {
        Path kept = Files.write(work.resolve("kept"), note.raw());
        for (long seq = 0; seq < note.size(); seq++) {
          RecordProof proof = LogProofs.inclusion(log, "" + seq, kept).get(0);
          byte[] text = proof.proof().getBytes(StandardCharsets.UTF_8);
          byte[] record = proof.record().getBytes(StandardCharsets.UTF_8);
          assertEquals("ok", ask.about("inclusion", text, record));
          accepted++;
          record[record.length / 2] ^= 1;
          assertTrue(ask.about("inclusion", text, record).startsWith("refused: "));
          refused++;
        }
        byte[] request = LogProofs.consistency(log, kept, null).getBytes(StandardCharsets.UTF_8);
        assertEquals("ok", ask.about("consistency", note.raw(), request));
        accepted++;
      }
      byte[] text =
          LogProofs.inclusion(log, "11", null).get(0).proof().getBytes(StandardCharsets.UTF_8);
      byte[] record =
          LogProofs.inclusion(log, "11", null).get(0).record().getBytes(StandardCharsets.UTF_8);
      // The signature's last digit, before "=" and LF, ends in two spare bits: base64 has them and
      // the signature has not. Go's reader lets them be anything, ours wants them zero.
      int spare = text.length - 3;
      for (int i = 0; i < text.length; i++) {
        if (i == spare) {
          continue;
        }
        byte[] damaged = text.clone();
        damaged[i] ^= 1;
        String said = ask.about("inclusion", damaged, record);
        assertTrue(said.startsWith("refused: "), () -> new String(damaged, StandardCharsets.UTF_8));
        refused++;
      }
    } finally {
      process.destroy();
    }
    System.out.println("independent: " + accepted + " accepted, " + refused + " damaged refused");
  }

  private interface Ask {
    String about(String what, byte[] first, byte[] second) throws IOException;
  }
}
