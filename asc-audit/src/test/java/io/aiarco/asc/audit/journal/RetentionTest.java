package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.evidence.LogProofs;
import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path data;
  private final FakeClock clock = FakeClock.at(BEGIN);
  private Instant heldFrom = Instant.MAX;

  private JournalConfig.Builder config() {
    return Logs.config(data).clock(clock).retention(Duration.ofDays(10), () -> heldFrom);
  }

  private Path log() {
    return data.resolve("audit/gw-1/1");
  }

  private void write(Journal journal, int days) {
    write(journal, days, () -> names(log()), () -> false);
  }

  /** A record a day, and so a segment a day. */
  private void write(
      Journal journal, int days, Supplier<List<String>> names, BooleanSupplier broken) {
    for (int i = 0; i < days && !broken.getAsBoolean(); i++) {
      long open = last(names.get());
      clock.advance(DAY);
      journal.append(Records.denied(Records.call(), "acme"));
      awaitThat(() -> broken.getAsBoolean() || last(names.get()) > open);
    }
  }

  @Test
  void onlyWhatIsOldEnoughGoesAndTheRestHolds() throws Exception {
    try (Journal journal = Journal.open(config().build())) {
      write(journal, 15);
      awaitThat(() -> isPrunedTo(12));
    }

    VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    assertTrue(report.lines().get(0).contains("unchecked="), report.lines().get(0));
    assertEquals(python(data.resolve("audit")), report.lines().get(0));
    long first = first(names(log()));
    List<String> told = told(data.resolve("audit"));
    assertTrue(
        told.get(told.size() - 1).contains("\"kept_from\":\"" + first + "\""), told.toString());
    assertTrue(told.get(0).contains("\"why\":\"10 days\""), told.get(0));
    assertEquals(first, LogProofs.inclusion(log(), "" + first, null).get(0).seq());

    try (Journal journal = Journal.open(config().build())) {
      write(journal, 3);
      awaitThat(() -> isPrunedTo(12));
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void whatIsHeldStaysAndWhatLiesBeforeItGoes() throws IOException {
    heldFrom = BEGIN.plus(DAY.multipliedBy(4));
    try (Journal journal = Journal.open(config().build())) {
      write(journal, 30);
      awaitThat(() -> isPrunedTo(28));
    }
  }

  @Test
  void whatSomebodyOutsideStillHasToGetStays() throws IOException {
    AtomicLong needed = new AtomicLong(3);
    CheckpointListener follower =
        new CheckpointListener() {
          @Override
          public void signed(SignedCheckpoint checkpoint) {}

          @Override
          public long neededFrom(Path folder) {
            return folder.equals(log()) ? needed.get() : 0;
          }
        };
    try (Journal journal = Journal.open(config().listener(follower).build())) {
      write(journal, 30);
      assertTrue(first(names(log())) <= 3, () -> names(log()).toString());

      needed.set(Long.MAX_VALUE);
      write(journal, 1);
      awaitThat(() -> isPrunedTo(12));
    }
  }

  @Test
  void afterALongPauseTheNewestSealedSegmentStays() throws IOException {
    try (Journal journal = Journal.open(config().build())) {
      write(journal, 3);
      clock.advance(Duration.ofDays(1_000));
      write(journal, 1);
      awaitThat(() -> isPrunedTo(2));
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void withoutRetentionNothingGoes() throws IOException {
    try (Journal journal = Journal.open(Logs.config(data).clock(clock).build())) {
      write(journal, 15);
    }
    assertEquals(0, first(names(log())));
    assertEquals(List.of(), told(data.resolve("audit")));
  }

  /** The crash comes at each operation in turn, until one comes after all is done. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"POWER_LOSS", "KILL"})
  void aCrashAtAnyPointLeavesALogThatHoldsAndIsPrunedAndToldLater(Fault fault) throws IOException {
    boolean fired = true;
    for (int operations = 0; fired; operations++) {
      clock.set(BEGIN);
      SimulatedDisk disk = new SimulatedDisk(operations);
      Path folder = data.resolve(fault + "-" + operations);
      Path log = folder.resolve("audit/gw-1/1");
      JournalConfig.Builder config =
          Logs.config(folder).keys(data.resolve("keys")).clock(clock).disk(disk).reserveBytes(1);
      try (Journal journal = Journal.open(config.build())) {
        write(journal, 5, () -> names(disk, log), () -> false);
      }
      clock.advance(Duration.ofDays(7));
      config.retention(Duration.ofDays(10), () -> heldFrom);
      fired = prune(config.build(), disk, log, fault, operations);
      disk.heal();
      verify(disk, folder, "crash at " + operations);

      clock.advance(DAY);
      prune(config.build(), disk, log, fault, Integer.MAX_VALUE);
      Path copy = verify(disk, folder, "pruned after a crash at " + operations);
      assertFalse(told(copy).isEmpty(), "told after a crash at " + operations);
    }
  }

  /** Opens the log and lets a segment be sealed, and returns whether the fault struck. */
  private boolean prune(
      JournalConfig config, SimulatedDisk disk, Path log, Fault fault, int operations) {
    disk.arm(fault, operations);
    try (Journal journal = Journal.open(config)) {
      write(journal, 2, () -> names(disk, log), disk::fired);
      awaitThat(() -> disk.fired() || first(names(disk, log)) > 0 && isTold(names(disk, log)));
    } catch (AuditUnavailableException e) {
      assertTrue(disk.fired(), e.getMessage());
    }
    return disk.fired();
  }

  private Path verify(SimulatedDisk disk, Path folder, String what) throws IOException {
    Path copy = folder.resolve(what);
    disk.copy(folder.resolve("audit"), copy);
    VerifyReport report = Verifier.verify(copy, List.of(), List.of());
    assertTrue(Set.of(0, 3).contains(report.exitCode()), () -> what + ": " + report.lines());
    return copy;
  }

  private static List<String> told(Path root) throws IOException {
    List<String> told = new ArrayList<>();
    LogQuery.show(
        root,
        new RecordFilter(null, null, null, Set.of("admin.change"), null, null),
        row -> told.add(row.json()));
    return told;
  }

  private static String python(Path root) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("asc.python", "python3"), "-B", "verify/verify.py", "" + root)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("");
  }

  private static List<String> names(SimulatedDisk disk, Path log) {
    return disk.files(log).stream().map(file -> file.getFileName().toString()).toList();
  }

  private static List<String> names(Path folder) {
    return List.of(folder.toFile().list());
  }

  private static long first(List<String> names) {
    return names.stream()
        .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
        .min()
        .orElseThrow();
  }

  private static long last(List<String> names) {
    return names.stream()
        .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
        .max()
        .orElseThrow();
  }

  private static boolean isTold(List<String> names) {
    return names.stream()
        .flatMapToLong(name -> LogFiles.sealSeq(name).stream())
        .noneMatch(seq -> seq < first(names));
  }

  private boolean isPrunedTo(int segments) {
    List<String> names = names(log());
    return names.stream().filter(name -> LogFiles.segmentSeq(name).isPresent()).count() == segments
        && isTold(names);
  }

  private static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
