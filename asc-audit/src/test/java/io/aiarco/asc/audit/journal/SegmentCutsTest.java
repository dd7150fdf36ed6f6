package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A log of three segments or more, killed at every byte of its life: what was written later is not
 * there yet, and neither are later checkpoints. And the same cut made by somebody else, who cannot
 * take back the checkpoints. Property {@code asc.cut.stride} says how many bytes lie between two
 * cuts; CI sets 1.
 */
class SegmentCutsTest {
  private static final int STRIDE = Integer.getInteger("asc.cut.stride", 41);

  private Path data = Path.of("");
  private final Logger journals = Logger.getLogger("io.aiarco.asc.audit.journal");
  private final Level before = journals.getLevel();
  private Path log = Path.of("");
  private List<Long> segments = List.of();
  private byte[] notes = {};
  private int reopened;
  private int refused;

  @BeforeEach
  void write() throws IOException {
    journals.setLevel(Level.OFF);
    // Some ten thousand folders come and go: in memory where there is such a place.
    Path memory = Path.of("/dev/shm");
    data =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "asc-cuts")
            : Files.createTempDirectory("asc-cuts");
    log = data.resolve("audit/gw-1/1");
    try (Journal journal = open(data)) {
      CallId across = Records.call();
      journal.append(Records.intent(across, "acme", Records.hold(100, 5))).await(Records.soon());
      while (segments(log).size() < 3) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "globex", Records.hold(10, 1))).await(Records.soon());
        journal.append(Records.outcome(call, "globex", Records.settle(7, 1))).await(Records.soon());
      }
      journal.append(Records.outcome(across, "acme", Records.settle(60, 3))).await(Records.soon());
    }
    segments = segments(log);
    notes = Files.readAllBytes(log.resolve(LogFiles.CHECKPOINTS));
  }

  @AfterEach
  void speak() {
    journals.setLevel(before);
    Logs.delete(data);
  }

  private Journal open(Path root) {
    return Journal.open(
        Logs.config(root)
            .keys(data.resolve("keys"))
            .disk(new BrokenDisk())
            .segment(2_000, Duration.ofHours(1))
            .build());
  }

  private static List<Long> segments(Path log) throws IOException {
    return new FileDisk()
        .list(log).stream().flatMap(name -> LogFiles.segmentSeq(name).stream().boxed()).toList();
  }

  @Test
  void aKillAtAnyByteLosesNothingAndACutBelowACheckpointIsRefused()
      throws IOException, FormatException {
    assertTrue(segments.size() >= 3, segments.toString());
    for (int i = 0; i < segments.size(); i++) {
      byte[] whole = Files.readAllBytes(log.resolve(LogFiles.segment(segments.get(i))));
      for (int cut = 0; cut < whole.length; cut += STRIDE) {
        String where = "segment " + i + " cut at " + cut;
        Path copy = copy(i, Arrays.copyOf(whole, cut));
        putCheckpoints(copy, Long.MAX_VALUE);
        requireRefused(copy, where);
        int lines = wholeLines(whole, cut);
        putCheckpoints(copy, segments.get(i) + count(whole, lines));
        if (lines == 0) {
          requireRefused(copy, where); // a segment is in place with its first record inside
        } else {
          requireReopened(copy, where, cut == lines);
          byte[] after = Files.readAllBytes(segment(copy, i));
          assertArrayEquals(Arrays.copyOf(whole, lines), Arrays.copyOf(after, lines), where);
        }
        Logs.delete(copy);
      }
    }
    System.out.println("cuts: " + reopened + " reopened, " + refused + " refused, 0 lost");
    assertTrue(reopened > 0 && refused > reopened, reopened + " reopened, " + refused + " refused");
  }

  private void requireReopened(Path copy, String where, boolean betweenRecords) {
    VerifyReport torn = verify(copy);
    assertTrue(
        torn.exitCode() == 3 || betweenRecords && torn.exitCode() == 0, () -> where + torn.lines());
    open(copy).close();
    VerifyReport report = verify(copy);
    assertEquals(0, report.exitCode(), () -> where + report.lines());
    assertTrue(report.lines().get(0).contains(" unfinished=0"), report.lines().get(0));
    reopened++;
  }

  private void requireRefused(Path copy, String where) throws IOException {
    List<byte[]> files = contents(copy);
    AuditUnavailableException thrown =
        assertThrows(AuditUnavailableException.class, () -> open(copy).close(), where);
    assertTrue(thrown.getMessage().contains(" is corrupt: seq="), thrown.getMessage());
    List<byte[]> after = contents(copy);
    assertEquals(files.size(), after.size(), where);
    for (int file = 0; file < files.size(); file++) {
      assertArrayEquals(files.get(file), after.get(file), where);
    }
    refused++;
  }

  /** The log as it was when segment {@code i} had these bytes and nothing came after it. */
  private Path copy(int i, byte[] bytes) throws IOException {
    Path copy = data.resolve("copy");
    Path folder = Files.createDirectories(copy.resolve("audit/gw-1/1"));
    for (long seq : segments.subList(0, i)) {
      Files.copy(log.resolve(LogFiles.segment(seq)), folder.resolve(LogFiles.segment(seq)));
      Files.copy(log.resolve(LogFiles.seal(seq)), folder.resolve(LogFiles.seal(seq)));
    }
    for (long seq : segments.subList(1, i + 1)) {
      Files.copy(log.resolve(LogFiles.state(seq)), folder.resolve(LogFiles.state(seq)));
    }
    Files.write(segment(copy, i), bytes);
    return copy;
  }

  /** The checkpoints over at most so many records. */
  private void putCheckpoints(Path copy, long records) throws IOException, FormatException {
    Path folder = copy.resolve("audit/gw-1/1");
    Files.deleteIfExists(folder.resolve(LogFiles.CHECKPOINT));
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (Note note : Note.parseAll(notes).notes()) {
      if (note.size() <= records) {
        kept.writeBytes(note.raw());
        kept.write('\n');
        Files.write(folder.resolve(LogFiles.CHECKPOINT), note.raw());
      }
    }
    Files.write(folder.resolve(LogFiles.CHECKPOINTS), kept.toByteArray());
  }

  private Path segment(Path copy, int i) {
    return copy.resolve("audit/gw-1/1").resolve(LogFiles.segment(segments.get(i)));
  }

  private static List<byte[]> contents(Path copy) throws IOException {
    Path folder = copy.resolve("audit/gw-1/1");
    FileDisk disk = new FileDisk();
    List<byte[]> contents = new ArrayList<>();
    for (String name : disk.list(folder)) {
      contents.add(Files.readAllBytes(folder.resolve(name)));
    }
    return contents;
  }

  private static VerifyReport verify(Path data) {
    return Verifier.verify(data.resolve("audit"), List.of(), List.of());
  }

  private static int wholeLines(byte[] bytes, int cut) {
    int end = cut;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static int count(byte[] bytes, int end) {
    int lines = 0;
    for (int i = 0; i < end; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }
}
