package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.checkpoint.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointListenerTest {
  @TempDir Path data;
  private final List<SignedCheckpoint> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyCheckpointIsToldInOrderAsItStandsInTheLog() throws Exception {
    Path log;
    try (Journal journal = Journal.open(config())) {
      log = journal.folder();
      for (int i = 0; i < 40; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }

    List<byte[]> kept =
        Note.parseAll(Files.readAllBytes(log.resolve("checkpoints"))).notes().stream()
            .map(Note::raw)
            .toList();
    assertTrue(kept.size() > 2, "several segments");
    assertEquals(kept.size(), told.size());
    for (int i = 0; i < kept.size(); i++) {
      assertArrayEquals(kept.get(i), told.get(i).bytes());
      assertEquals(log, told.get(i).folder());
      assertEquals(told.get(i).text().lines().toList().get(1), "" + told.get(i).size());
    }
    assertTrue(told.stream().filter(SignedCheckpoint::ends).count() >= 2, "seals and the end");
  }

  @Test
  void depositIsARecordOfTheLog() throws Exception {
    Path log;
    try (Journal journal = Journal.open(config())) {
      log = journal.folder();
      journal.anchored(new Deposit("witness", "w", 2, Records.SHA)).await(Records.soon());
    }

    String text = Files.readString(log.resolve("seg-00000000000000000000.log"));
    assertTrue(text.contains("\"type\":\"anchor\""), text);
    assertTrue(text.contains("{\"anchor\":\"w\",\"dur\":"), text);
    assertTrue(text.contains("\"kind\":\"witness\",\"log\":\""), text);
    assertTrue(text.contains("\"sha256\":\"" + Records.SHA + "\",\"size\":2,\"ts\":"), text);
  }

  private JournalConfig config() {
    return Logs.config(data).segment(6_000, Duration.ofHours(1)).listener(told::add).build();
  }
}
