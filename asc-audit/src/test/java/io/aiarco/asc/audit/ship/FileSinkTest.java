package io.aiarco.asc.audit.ship;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileSinkTest extends SinkContract {
  @Override
  RecordSink open() {
    try {
      return new FileSink(Files.createDirectories(folder.resolve("vault")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  byte[] kept(String origin) {
    return ShippedLog.bytes(copy());
  }

  private Path copy() {
    return folder.resolve("vault").resolve(log.origin());
  }

  @Test
  void copyHasTheSegmentsOfTheLog() throws Exception {
    open().append(log.origin(), log.head(0), log.run(0, log.size()));

    List<String> segments = segments(log.folder());
    assertTrue(segments.size() > 2, "several segments");
    assertEquals(segments, segments(copy()));
    for (String segment : segments) {
      assertArrayEquals(
          Files.readAllBytes(log.folder().resolve(segment)),
          Files.readAllBytes(copy().resolve(segment)));
    }
  }

  @Test
  void whatACrashLeftOfALineIsCutOff() throws Exception {
    open().append(log.origin(), log.head(0), log.run(0, 3));
    byte[] next = log.run(3, 4);
    for (int length = 1; length < next.length; length += 37) {
      Files.write(
          copy().resolve(LogFiles.segment(0)),
          Arrays.copyOf(next, length),
          StandardOpenOption.APPEND);
      assertEquals(log.head(3), open().head(log.origin()));
      assertArrayEquals(log.run(0, 3), kept(log.origin()));
    }
  }

  @Test
  void changedCopyIsNeitherContinuedNorCut() throws Exception {
    RecordSink sink = open();
    sink.append(log.origin(), log.head(0), log.run(0, 4));
    Path file = copy().resolve(LogFiles.segment(0));
    byte[] changed = Files.readAllBytes(file);
    changed[300] ^= 1;
    Files.write(file, changed);

    ShipException e = assertThrows(ShipException.class, () -> open().head(log.origin()));
    assertEquals(Reason.INVALID, e.reason());
    assertArrayEquals(changed, Files.readAllBytes(file));
  }

  @Test
  void copyThatLostRecordsIsSeenByTheSinkThatWroteThem() throws Exception {
    RecordSink sink = open();
    sink.append(log.origin(), log.head(0), log.run(0, 4));
    Files.write(copy().resolve(LogFiles.segment(0)), log.run(0, 2));

    assertEquals(log.head(2), sink.append(log.origin(), log.head(4), log.run(4, 5)));
  }

  @Test
  void folderThatIsNotMountedIsNotMade() {
    FileSink sink = new FileSink(folder.resolve("mount"));

    ShipException e = assertThrows(ShipException.class, () -> sink.head(log.origin()));
    assertEquals(Reason.UNREACHABLE, e.reason());
  }

  private static List<String> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> "" + file.getFileName())
          .filter(name -> LogFiles.segmentSeq(name).isPresent())
          .sorted()
          .toList();
    }
  }
}
