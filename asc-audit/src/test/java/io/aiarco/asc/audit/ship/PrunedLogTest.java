package io.aiarco.asc.audit.ship;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that came after retention had deleted the log's beginning. */
class PrunedLogTest {
  @TempDir Path data;
  private final FakeClock clock = FakeClock.at("2026-11-25T12:00:00Z");

  @Test
  void aSegmentThatIsMissingInTheMiddleIsNoPruning() throws IOException {
    ShippedLog log = ShippedLog.write(data.resolve("log"), "gw-1");
    Path vault = Files.createDirectory(data.resolve("vault"));
    ShipThread thread = new ShipThread(new ShipPlan("vault", new FileSink(vault)), clock);
    long second;
    try (Stream<Path> files = Files.list(log.folder())) {
      second =
          files
              .flatMapToLong(file -> LogFiles.segmentSeq(file.getFileName().toString()).stream())
              .filter(seq -> seq > 0)
              .min()
              .orElseThrow();
    }
    Files.delete(log.folder().resolve(LogFiles.segment(second)));

    thread.offer(log.checkpoint(log.size()));
    thread.carry(false);

    assertEquals(Reason.UNREADABLE, thread.status().failure());
  }

  @Test
  void itSaysSoAndGoesOnFromTheSealedSegmentsItIsGiven() throws IOException {
    ShippedLog log = ShippedLog.write(data.resolve("log"), "gw-1");
    Path vault = Files.createDirectory(data.resolve("vault"));
    ShipThread thread = new ShipThread(new ShipPlan("vault", new FileSink(vault)), clock);
    Files.delete(log.folder().resolve(LogFiles.segment(0)));
    Files.delete(log.folder().resolve(LogFiles.seal(0)));

    thread.offer(log.checkpoint(log.size()));
    clock.advance(thread.carry(false));
    assertEquals(Reason.PRUNED, thread.status().failure());

    Path copy = Files.createDirectories(vault.resolve(log.origin()));
    try (Stream<Path> files = Files.list(log.folder())) {
      for (Path seal : files.filter(file -> file.toString().endsWith(".sha256")).toList()) {
        String name = seal.getFileName().toString();
        Path segment = log.folder().resolve(name.substring(0, name.length() - ".sha256".length()));
        Files.copy(segment, copy.resolve(segment.getFileName()));
      }
    }
    thread.carry(false);

    assertEquals(new ShipStatus("vault", 0, null, null), thread.status());
    assertArrayEquals(log.bytes(), ShippedLog.bytes(copy));
  }
}
