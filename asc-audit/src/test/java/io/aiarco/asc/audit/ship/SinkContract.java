package io.aiarco.asc.audit.ship;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sink does. */
abstract class SinkContract {
  @TempDir Path folder;
  ShippedLog log = ShippedLog.NONE;

  /** A sink over what sinks before it kept. */
  abstract RecordSink open();

  /** All lines it keeps of a log. */
  abstract byte[] kept(String origin);

  @BeforeEach
  void write() {
    log = ShippedLog.write(folder.resolve("data"), "gw-1");
  }

  @Test
  void copyGrowsToTheLogItselfWhateverTheRuns() throws Exception {
    RecordSink sink = open();
    assertEquals(Head.start(log.origin()), sink.head(log.origin()));

    int[] ends = {1, 2, 3, 9, 10, log.size() - 1, log.size()};
    int has = 0;
    for (int end : ends) {
      assertEquals(log.head(end), sink.append(log.origin(), log.head(has), log.run(has, end)));
      assertEquals(log.head(end), sink.head(log.origin()));
      has = end;
    }

    assertArrayEquals(log.bytes(), kept(log.origin()));
  }

  @Test
  void nothingIsAppendedAfterAnotherHead() throws Exception {
    RecordSink sink = open();
    sink.append(log.origin(), log.head(0), log.run(0, 5));

    assertEquals(log.head(5), sink.append(log.origin(), log.head(0), log.run(0, 5)), "twice");
    assertEquals(log.head(5), sink.append(log.origin(), log.head(3), log.run(3, 8)), "overlapping");
    assertEquals(log.head(5), sink.append(log.origin(), log.head(7), log.run(7, 8)), "a hole");
    ShippedLog other = ShippedLog.write(folder.resolve("other"), "gw-1");
    assertEquals(log.head(5), sink.append(log.origin(), other.head(5), other.run(5, 8)), "a fork");

    assertArrayEquals(log.run(0, 5), kept(log.origin()));
  }

  @Test
  void linesThatAreNoneOfTheLogAreNotTaken() throws Exception {
    RecordSink sink = open();
    sink.append(log.origin(), log.head(0), log.run(0, 5));
    byte[] flipped = log.run(5, 8);
    flipped[200] ^= 1;
    byte[] half = Arrays.copyOf(log.run(5, 8), log.run(5, 8).length - 9);
    byte[] jumps = (log.lines().get(5) + log.lines().get(7)).getBytes(StandardCharsets.UTF_8);
    ShippedLog other = ShippedLog.write(folder.resolve("other"), "gw-2");

    assertRefused(sink, log.head(5), flipped);
    assertRefused(sink, log.head(5), half);
    assertRefused(sink, log.head(5), jumps);
    assertRefused(sink, log.head(5), other.run(5, 6));
    assertArrayEquals(log.run(0, 5), kept(log.origin()));
  }

  @Test
  void nextProcessFindsTheSameHead() throws Exception {
    open().append(log.origin(), log.head(0), log.run(0, log.size()));

    assertEquals(log.head(log.size()), open().head(log.origin()));
  }

  @Test
  void logsAreKeptApart() throws Exception {
    ShippedLog other = ShippedLog.write(folder.resolve("other"), "gw-2");
    RecordSink sink = open();

    sink.append(log.origin(), log.head(0), log.run(0, 4));
    sink.append(other.origin(), other.head(0), other.run(0, 7));

    assertEquals(log.head(4), sink.head(log.origin()));
    assertEquals(other.head(7), sink.head(other.origin()));
  }

  private void assertRefused(RecordSink sink, Head after, byte[] lines) {
    try {
      assertEquals(after, sink.append(log.origin(), after, lines), "taken");
    } catch (ShipException e) {
      assertEquals(true, e.reason() == Reason.INVALID || e.reason() == Reason.REFUSED, "" + e);
    }
  }
}
