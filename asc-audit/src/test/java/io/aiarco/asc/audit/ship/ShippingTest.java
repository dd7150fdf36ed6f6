package io.aiarco.asc.audit.ship;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import io.aiarco.asc.testkit.time.FakeClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of a sink: what it has is in the end what the log has, or the log is stopped. */
class ShippingTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path data;
  private final FakeClock clock = FakeClock.at(NOON.toString());
  private final FaultySink sink = new FaultySink();
  private final ShipThread thread = new ShipThread(new ShipPlan("vault", sink), clock);
  private ShippedLog log = ShippedLog.NONE;

  /** What may go wrong with one append. */
  private enum Fault {
    NONE,
    DOWN,
    ACK_LOST,
    LOSES_AFTER_ACK
  }

  /** Keeps heads and bytes; fails as told. */
  private final class FaultySink implements RecordSink {
    final Map<String, Integer> sizes = new HashMap<>();
    Fault fault = Fault.NONE;
    int asked;

    @Override
    public Head head(String origin) throws ShipException {
      asked++;
      if (fault == Fault.DOWN) {
        throw new ShipException(Reason.UNREACHABLE, "told to fail", null);
      }
      return log.head(sizes.getOrDefault(origin, 0));
    }

    @Override
    public Head append(String origin, Head after, byte[] lines) throws ShipException {
      Head has = head(origin);
      if (!has.equals(after)) {
        return has;
      }
      int count = new String(lines, StandardCharsets.UTF_8).split("\n").length;
      int end = (int) after.next() + count;
      assertArrayEquals(log.run((int) after.next(), end), lines);
      sizes.put(origin, end);
      if (fault == Fault.ACK_LOST) {
        throw new ShipException(Reason.UNREACHABLE, "told to lose the answer", null);
      }
      if (fault == Fault.LOSES_AFTER_ACK) {
        sizes.put(origin, (int) after.next() / 2);
      }
      return log.head(end);
    }

    int size() {
      return sizes.getOrDefault(log.origin(), 0);
    }
  }

  @BeforeEach
  void write() {
    log = ShippedLog.write(data, "gw-1");
  }

  @Test
  void nothingAboveTheNewestCheckpointIsShipped() {
    thread.offer(log.checkpoint(5));
    thread.carry(false);
    assertEquals(5, sink.size());

    thread.offer(log.checkpoint(log.size()));
    thread.carry(false);
    assertEquals(log.size(), sink.size());
    assertEquals(new ShipStatus("vault", 0, null, null), thread.status());
  }

  @Test
  void sinkThatIsDownForAnHourGetsAllAndTheLagSaysSo() {
    sink.fault = Fault.DOWN;
    List<Long> pauses = new ArrayList<>();
    int size = 3;
    while (clock.instant().isBefore(NOON.plus(Duration.ofHours(1)))) {
      thread.offer(log.checkpoint(size));
      size = Math.min(log.size(), size + 1);
      Duration pause = thread.carry(false);
      pauses.add(pause.toSeconds());
      clock.advance(pause);
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L), pauses.subList(0, 10));
    assertEquals(new ShipStatus("vault", size - 1, NOON, Reason.UNREACHABLE), thread.status());

    sink.fault = Fault.NONE;
    thread.offer(log.checkpoint(log.size()));
    assertEquals(ShipThread.IDLE, thread.carry(false));
    assertEquals(log.size(), sink.size());
    assertEquals(new ShipStatus("vault", 0, null, null), thread.status());
  }

  @Test
  void lostAnswerMakesNoDuplicate() {
    sink.fault = Fault.ACK_LOST;
    thread.offer(log.checkpoint(7));
    clock.advance(thread.carry(false));
    assertEquals(7, sink.size());
    assertEquals(7, thread.status().unshipped(), "not known to be there");

    thread.carry(false);

    assertEquals(7, sink.size());
    assertEquals(new ShipStatus("vault", 0, null, null), thread.status());
  }

  @Test
  void whatTheSinkLostIsShippedAgain() {
    thread.offer(log.checkpoint(8));
    thread.carry(false);
    sink.sizes.put(log.origin(), 2);

    thread.offer(log.checkpoint(9));
    clock.advance(thread.carry(false));
    assertEquals(Reason.INVALID, thread.status().failure());
    thread.carry(false);

    assertEquals(9, sink.size());
    assertNull(thread.status().failure());
  }

  /** Any order of faults, a new process now and then: the union is the source. */
  @Test
  void anyFaultsEndInTheWholeLog() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      sink.sizes.clear();
      ShipThread now = new ShipThread(new ShipPlan("vault", sink), clock);
      int size = 0;
      while (size < log.size()) {
        size = Math.min(log.size(), size + random.nextInt(6));
        if (random.nextInt(5) == 0) {
          now = new ShipThread(new ShipPlan("vault", sink), clock); // knows nothing
        }
        sink.fault = Fault.values()[random.nextInt(Fault.values().length)];
        now.offer(log.checkpoint(size));
        clock.advance(now.carry(false));
        assertTrue(sink.size() <= size, "seed " + seed);
      }
      sink.fault = Fault.NONE;
      clock.advance(now.carry(false));
      clock.advance(now.carry(false)); // an hour, when nothing seems to be missing
      now.carry(false);
      assertEquals(log.size(), sink.size(), "seed " + seed);
    }
  }

  @Test
  void forkStopsThatLogOnlyIsSaidOnceAndBothAreKept() throws Exception {
    ShippedLog other = ShippedLog.write(data.resolve("other"), "gw-1");
    FileSink vault = new FileSink(Files.createDirectory(data.resolve("vault")));
    vault.append(other.origin(), other.head(0), other.run(0, 6));
    ShipThread shipper = new ShipThread(new ShipPlan("vault", vault), clock);
    ShippedLog second = ShippedLog.write(data, "gw-2");

    shipper.offer(log.checkpoint(log.size()));
    shipper.offer(second.checkpoint(second.size()));
    shipper.carry(false);

    assertEquals(Reason.FORK, shipper.status().failure());
    assertEquals(log.size(), shipper.status().unshipped());
    byte[] before = log.bytes();
    clock.advance(Duration.ofHours(2));
    assertEquals(ShipThread.IDLE, shipper.carry(false), "not tried again");
    assertArrayEquals(
        other.run(0, 6), ShippedLog.bytes(data.resolve("vault").resolve(other.origin())));
    assertArrayEquals(before, log.bytes());
    assertArrayEquals(
        second.bytes(), ShippedLog.bytes(data.resolve("vault").resolve(second.origin())));
  }

  @Test
  void logThatWasRolledBackIsAFork() throws Exception {
    FileSink vault = new FileSink(Files.createDirectory(data.resolve("vault")));
    vault.append(log.origin(), log.head(0), log.run(0, log.size()));
    Path old = data.resolve("old");
    Files.createDirectory(old);
    Files.write(old.resolve("seg-00000000000000000000.log"), log.run(0, 4));
    ShipThread shipper = new ShipThread(new ShipPlan("vault", vault), clock);

    shipper.offer(ShippedLog.read(old, log.origin()).checkpoint(4));
    shipper.carry(false);

    assertEquals(Reason.FORK, shipper.status().failure());
  }

  @Test
  void damagedLineIsNotShipped() throws Exception {
    Path segment = log.folder().resolve("seg-00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[log.run(0, 3).length + 100] ^= 1;
    Path damaged = Files.createDirectory(data.resolve("damaged"));
    Files.write(damaged.resolve("seg-00000000000000000000.log"), bytes);

    thread.offer(ShippedLog.read(damaged, log.origin()).checkpoint(5));
    clock.advance(thread.carry(false));

    assertEquals(3, sink.size());
    assertEquals(Reason.UNREADABLE, thread.status().failure());
  }

  @Test
  void olderEpochsOfTheWriterAreShippedToo() throws Exception {
    ShippedLog newer = ShippedLog.write(data.resolve("newer"), "gw-9");
    Path second = log.folder().resolveSibling("2");
    Logs.copy(newer.folder(), second);
    FileSink vault = new FileSink(Files.createDirectory(data.resolve("vault")));
    ShipThread shipper = new ShipThread(new ShipPlan("vault", vault), clock);

    shipper.offer(ShippedLog.read(second, newer.origin()).checkpoint(newer.size()));
    shipper.carry(false);

    assertEquals(log.head(log.size()), vault.head(log.origin()));
    assertEquals(newer.head(newer.size()), vault.head(newer.origin()));
  }

  @Test
  void newerLogVouchesForWhatTheOlderHadDurableAboveItsCheckpoint() throws Exception {
    String origin = "aiarco.example/asc/eu-central/gw-1/2";
    Path second = Files.createDirectory(data.resolve("on-another-disk"));
    String open =
        String.format(
            "{\"log\":\"%s\",\"prev\":\"%s\",\"prev_log\":{\"origin\":\"%s\",\"size\":9},\"seq\":0}",
            origin, Head.start(origin).hash(), log.origin());
    byte[] json = open.getBytes(StandardCharsets.UTF_8);
    byte[] leaf = LeafHash.of(LeafHash.sha256(), json, 0, json.length);
    Files.writeString(
        second.resolve("seg-00000000000000000000.log"),
        HexFormat.of().formatHex(leaf) + " " + open + "\n");
    FileSink vault = new FileSink(Files.createDirectory(data.resolve("vault")));
    ShipThread shipper = new ShipThread(new ShipPlan("vault", vault), clock);
    shipper.offer(log.checkpoint(5));
    shipper.carry(false);

    shipper.offer(new ShippedLog(second, origin, List.of()).checkpoint(1));
    shipper.carry(false);

    assertEquals(log.head(9), vault.head(log.origin()));
  }

  @Test
  void hangingSinkDelaysNoRecordAndTheLastOnesAreShippedAtTheEnd() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hang = new CountDownLatch(1);
    FileSink vault = new FileSink(Files.createDirectory(data.resolve("vault")));
    RecordSink slow =
        new RecordSink() {
          @Override
          public Head head(String origin) throws ShipException {
            asked.countDown();
            try {
              hang.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return vault.head(origin);
          }

          @Override
          public Head append(String origin, Head after, byte[] lines) throws ShipException {
            return vault.append(origin, after, lines);
          }
        };
    Shipping shipping = new Shipping(List.of(new ShipPlan("slow", slow)), Clock.systemUTC());
    Journal journal = ShippedLog.open(data.resolve("live"), "gw-1", shipping);
    try (journal) {
      shipping.start();
      ShippedLog.append(journal, 40);
      assertTrue(asked.await(20, TimeUnit.SECONDS), "the sink was asked");
    }
    ShippedLog written = ShippedLog.read(journal.folder(), journal.origin());
    assertTrue(shipping.status().get(0).unshipped() > 40);
    hang.countDown();
    shipping.close();

    assertArrayEquals(
        written.bytes(), ShippedLog.bytes(data.resolve("vault").resolve(written.origin())));
    assertEquals(0, shipping.status().get(0).unshipped());
  }
}
