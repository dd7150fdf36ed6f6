package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.DeadlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real file systems without room, and with room again. */
@Tag("tmpfs")
class SmallDiskTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @TempDir Path data;
  private final List<CallId> acknowledged = new ArrayList<>();

  private Path root() {
    return data.resolve("disk");
  }

  private JournalConfig.Builder config() {
    return Logs.config(root()).keys(data.resolve("keys"));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 1_024, 8_192})
  void aDiskFullInTheMiddleOfAWriteHealsWhenThereIsRoom(int kilobytes) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root(), "size=" + kilobytes + "k")) {
      Path ballast = disk.ballast(kilobytes * 512);
      try (Journal journal = Journal.open(config().build())) {
        fillsAndHeals(journal, () -> Files.delete(ballast));
      }
      requireWhole();
    }
  }

  @Test
  @SuppressWarnings("try") // the disk only has to be there
  void aDiskWithoutInodesForTheNextSegmentHealsWhenThereAreSome() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root(), "size=8m,nr_inodes=40")) {
      JournalConfig.Builder config = config().segment(4_000, Duration.ofHours(1));
      Files.createDirectories(root().resolve("others"));
      try (Journal journal = Journal.open(config.build())) {
        List<Path> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          others.add(Files.createFile(root().resolve("others/" + i)));
        }
        fillsAndHeals(
            journal,
            () -> {
              for (Path other : others) {
                Files.delete(other);
              }
            });
      }
      requireWhole();
    }
  }

  @Test
  void aNearlyFullDiskTakesTheEndsOfCallsAndNothingNew() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(root(), "size=1m")) {
      JournalConfig.Builder config = config().reserveBytes(256 << 10);
      try (Journal journal = Journal.open(config.build())) {
        CallId running = begin(journal);
        Path ballast = disk.ballast(900 << 10);
        awaitThat(() -> journal.state() == AuditState.REFUSING, AT_ONCE.multipliedBy(2));
        requireRefused(journal, "bytes free");

        journal
            .append(Records.outcome(running, "acme", Records.settle(1, 1)))
            .await(Records.soon());

        Files.delete(ballast);
        awaitThat(() -> journal.state() == AuditState.HEALTHY, AT_ONCE.multipliedBy(2));
        begin(journal);
        assertEquals("aiarco.example/asc/eu-central/gw-1/1", journal.origin());
      }
      requireWhole();
    }
  }

  /** Gives room back. */
  private interface Room {
    void comesBack() throws IOException;
  }

  private void fillsAndHeals(Journal journal, Room room) throws IOException {
    CallId running = begin(journal);
    AuditReceipt lost = fill(journal);
    assertEquals(AuditState.REFUSING, journal.state());
    requireRefused(journal, "No space left on device");
    AuditReceipt end = journal.append(Records.outcome(running, "acme", Records.settle(1, 1)));

    room.comesBack();

    end.await(Records.soon());
    lost.await(Records.soon());
    awaitThat(() -> journal.state() == AuditState.HEALTHY, AT_ONCE);
    begin(journal);
    assertEquals("aiarco.example/asc/eu-central/gw-1/2", journal.origin());
  }

  /** Begins calls until the disk takes no more; the first that it did not take. */
  private AuditReceipt fill(Journal journal) {
    while (true) {
      CallId call = Records.call();
      AuditReceipt receipt = journal.append(Records.intent(call, "acme", Records.hold(1, 1)));
      acknowledged.add(call);
      try {
        receipt.await(Deadline.after(PATIENCE, Clock.systemUTC()));
      } catch (DeadlineException e) {
        return receipt;
      }
    }
  }

  private CallId begin(Journal journal) {
    CallId call = Records.call();
    journal.append(Records.intent(call, "acme", Records.hold(1, 1))).await(Records.soon());
    acknowledged.add(call);
    return call;
  }

  private static void requireRefused(Journal journal, String why) {
    long start = System.nanoTime();
    AuditUnavailableException thrown =
        assertThrows(
            AuditUnavailableException.class,
            () -> journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1))));
    assertTrue(System.nanoTime() - start < AT_ONCE.toNanos(), "refused, but late");
    assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
  }

  /** Every acknowledged intent is there once, and the verifier is content. */
  private void requireWhole() throws IOException {
    VerifyReport report = Verifier.verify(root().resolve("audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    LoggedRecords logged = LoggedRecords.read(root().resolve("audit/gw-1"));
    for (CallId call : acknowledged) {
      assertEquals(1, logged.counts().get("call.intent " + call), call.value());
    }
  }

  private static void awaitThat(BooleanSupplier condition, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within " + within);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
