package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.DeadlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that fails is as bad as it says; and what a journal does on one that hangs. */
class SimulatedDiskTest {
  private static final byte[] OLD = new byte[2_000];
  private static final byte[] NEW =
      "n".repeat(2_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void aPowerLossKeepsAnySubsetOfBlocksThatWereNotForced() throws IOException {
    Set<List<Byte>> seen = new HashSet<>();
    for (long seed = 0; seed < 500; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      Path path = folder.resolve("file");
      Disk.OpenFile file = disk.open(path, true);
      file.writeFully(OLD, OLD.length, 0);
      file.force();
      disk.forceFolder(folder);
      file.writeFully(NEW, NEW.length, 0);

      disk.losePower();

      byte[] left = disk.peek(path);
      assertEquals(OLD.length, left.length);
      seen.add(List.of(left[0], left[600], left[1_100], left[1_600]));
    }
    assertEquals(16, seen.size(), "of 16 subsets of four blocks");
  }

  @Test
  void aNameMayBeLostUntilItsFolderIsForced() throws IOException {
    Set<Boolean> seen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      disk.open(folder.resolve("safe"), true);
      disk.forceFolder(folder);
      disk.rename(folder.resolve("safe"), folder.resolve("renamed"));

      disk.losePower();

      seen.add(disk.exists(folder.resolve("renamed")));
      assertTrue(disk.exists(folder.resolve("renamed")) != disk.exists(folder.resolve("safe")));
    }
    assertEquals(Set.of(true, false), seen);
  }

  @Test
  void afterAFailedForceALaterOneCarriesNothingOver() throws IOException {
    boolean lost = false;
    for (long seed = 0; seed < 50; seed++) {
      SimulatedDisk disk = new SimulatedDisk(seed);
      Disk.OpenFile file = disk.open(folder.resolve("file"), true);
      disk.forceFolder(folder);
      file.writeFully(NEW, NEW.length, 0);
      disk.arm(Fault.FORCE_ERROR, 0);
      assertThrows(IOException.class, file::force);
      file.force();
      assertArrayEquals(NEW, disk.peek(folder.resolve("file")));

      disk.losePower();

      lost |= disk.peek(folder.resolve("file")).length < NEW.length;
    }
    assertTrue(lost);
  }

  @Test
  void onADiskThatHangsCallersWaitNoLongerThanTheySaid() {
    SimulatedDisk disk = new SimulatedDisk(1);
    try (Journal journal = Journal.open(Logs.config(folder).disk(disk).build())) {
      disk.hold();
      AuditReceipt receipt = journal.append(Records.denied(Records.call(), "acme"));

      assertThrows(
          DeadlineException.class,
          () -> receipt.await(Deadline.after(Duration.ofMillis(20), Clock.systemUTC())));

      disk.go();
      receipt.await(Records.soon());
    }
  }

  @Test
  void whatCannotBeReadIsRefusedAndLeftAsItIs() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    Path log = folder.resolve("audit/gw-1/1");
    JournalConfig config = Logs.config(folder).disk(disk).build();
    try (Journal journal = Journal.open(config)) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    byte[] before = disk.peek(log.resolve("seg-00000000000000000000.log"));
    disk.failReads(true);

    AuditUnavailableException thrown =
        assertThrows(AuditUnavailableException.class, () -> Journal.open(config));

    assertTrue(thrown.getMessage().contains("Input/output error"), thrown.getMessage());
    assertArrayEquals(before, disk.peek(log.resolve("seg-00000000000000000000.log")));
    disk.failReads(false);
    Journal.open(config).close();
  }
}
