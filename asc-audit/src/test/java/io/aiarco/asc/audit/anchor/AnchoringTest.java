package io.aiarco.asc.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.journal.Deposit;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.testkit.time.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchoringTest {
  private static final Duration EVERY = Duration.ofSeconds(10);

  @TempDir Path data;
  private final FakeClock clock = FakeClock.at("2026-11-25T12:00:00Z");
  private final AtomicLong own = new AtomicLong();
  private final Keeper keeper = new Keeper();
  private final List<Deposit> records = new ArrayList<>();

  /** Keeps sizes; fails when told. */
  private static final class Keeper implements Anchor {
    final List<Long> sizes = new ArrayList<>();
    @Nullable Reason failing;

    @Override
    public String kind() {
      return "file";
    }

    @Override
    public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
      if (failing != null) {
        throw new AnchorException(failing, "told to fail", null);
      }
      sizes.add(checkpoint.size());
      return new Receipt(Records.SHA, Map.of(KeptCheckpoint.NOTE, checkpoint.bytes()));
    }
  }

  @Test
  void newestCheckpointIsCarriedOncePerTurn() {
    AnchorThread anchor = anchor(false);

    offer(anchor, 5, false);
    assertEquals(EVERY, anchor.carry(records::add));
    offer(anchor, 6, false);
    clock.advance(Duration.ofSeconds(4));
    assertEquals(Duration.ofSeconds(6), anchor.carry(records::add));
    offer(anchor, 9, true);
    clock.advance(Duration.ofSeconds(6));
    anchor.carry(records::add);

    assertEquals(List.of(5L, 9L), keeper.sizes);
    assertEquals(
        List.of(
            new Deposit("file", "keeper", 5, Records.SHA),
            new Deposit("file", "keeper", 9, Records.SHA)),
        records);
    assertEquals(9, anchor.status().size());
  }

  @Test
  void sealedSegmentDoesNotWaitForItsTurn() {
    AnchorThread anchor = anchor(true);
    offer(anchor, 5, false);
    anchor.carry(records::add);

    offer(anchor, 6, false);
    anchor.carry(records::add);
    assertEquals(List.of(5L), keeper.sizes);
    offer(anchor, 9, true);
    anchor.carry(records::add);

    assertEquals(List.of(5L, 9L), keeper.sizes);
  }

  @Test
  void pausesBetweenTriesGrowToFiveMinutesAndOneSuccessEndsThem() {
    AnchorThread anchor = anchor(true);
    keeper.failing = Reason.UNREACHABLE;
    offer(anchor, 5, true);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Duration pause = anchor.carry(records::add);
      pauses.add(pause.toSeconds());
      clock.advance(pause);
    }

    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L), pauses);
    assertEquals(Reason.UNREACHABLE, anchor.status().failure());
    keeper.failing = null;
    assertEquals(EVERY, anchor.carry(records::add));
    assertNull(anchor.status().failure());
    assertEquals(1, records.size());
  }

  @Test
  void idleLogIsNotAnchoredForItsAnchorRecordsForEver() {
    AnchorThread one = anchor(false);
    AnchorThread two = anchor(false);
    long size = 5;
    for (int turn = 0; turn < 20; turn++) {
      offer(one, size, false);
      offer(two, size, false);
      one.carry(records::add);
      two.carry(records::add);
      size = 5 + records.size(); // the only thing that makes this log grow
      clock.advance(EVERY);
    }

    assertTrue(records.size() <= 4, records.size() + " deposits of a log without calls");
    offer(one, size + 1, false);
    one.carry(records::add);
    assertEquals(size + 1, one.status().size());
  }

  @Test
  void deadWitnessDelaysNeitherCallsNorOtherAnchorsAndTheLastCheckpointIsCarriedAtTheEnd()
      throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hang = new CountDownLatch(1);
    Anchor hanging =
        new Anchor() {
          @Override
          public String kind() {
            return "http";
          }

          @Override
          public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
            asked.countDown();
            try {
              hang.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new AnchorException(Reason.UNREACHABLE, "hung", null);
          }
        };
    Anchoring anchoring =
        new Anchoring(
            List.of(
                new AnchorPlan("dead", hanging, EVERY, true),
                new AnchorPlan("keeper", keeper, EVERY, true)),
            Clock.systemUTC());
    Path log;
    String vkey;
    try (Journal journal =
        Journal.open(
            Logs.config(data).segment(6_000, Duration.ofHours(1)).listener(anchoring).build())) {
      log = journal.folder();
      vkey = journal.vkey();
      anchoring.start(journal::anchored);
      for (int i = 0; i < 40; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
      assertTrue(asked.await(20, TimeUnit.SECONDS), "the dead one was asked");
    }
    hang.countDown();
    anchoring.close();

    byte[] newest = Files.readAllBytes(log.resolve("checkpoint"));
    assertArrayEquals(newest, Files.readAllBytes(log.resolve("anchors/keeper.note")));
    assertEquals(Reason.UNREACHABLE, anchoring.status().get(0).failure());
    VerifyReport report =
        Verifier.verify(log, List.of(vkey), List.of(log.resolve("anchors/keeper.note")));
    assertEquals(0, report.exitCode(), report.lines().toString());
  }

  private AnchorThread anchor(boolean atEnds) {
    return new AnchorThread(new AnchorPlan("keeper", keeper, EVERY, atEnds), clock, own);
  }

  private void offer(AnchorThread anchor, long size, boolean ends) {
    anchor.offer(
        new SignedCheckpoint(data, "aiarco.example/asc/eu/gw-1/1", size, "text " + size, ends));
  }
}
