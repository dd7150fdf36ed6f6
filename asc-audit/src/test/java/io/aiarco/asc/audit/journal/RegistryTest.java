package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of logs: every process of a root writes into it, whatever happens to one of them. */
class RegistryTest {
  private static final Pattern TOLD =
      Pattern.compile(
          "\"origin\":\"aiarco.example/asc/eu-central/([a-z0-9/.-]+)\".*\"type\":\"(writer\\.[a-z]+)\"");

  @TempDir Path data;
  @TempDir Path copies;

  private Path root() {
    return data.resolve("audit");
  }

  private JournalConfig.Builder config(String writer) {
    return Logs.config(data, writer).registered(true);
  }

  private void run(JournalConfig config, int calls) {
    try (Journal journal = Journal.open(config)) {
      for (int i = 0; i < calls; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
  }

  private static void awaitTold(Journal journal) {
    awaitThat(() -> journal.registryOwed() == 0);
  }

  private static void awaitThat(Callable<Boolean> holds) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (!holds.call()) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  private static List<String> told(Path root) throws IOException {
    List<String> told = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("registry"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher matcher = TOLD.matcher(line);
          if (matcher.find()) {
            told.add(matcher.group(2) + " " + matcher.group(1));
          }
        }
      }
    }
    return told;
  }

  private static void assertHolds(Path root) {
    VerifyReport report = Verifier.verify(root, List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    assertTrue(report.lines().get(0).contains("/registry/"), report.lines().get(0));
  }

  @Test
  void aLogIsNamedBeforeItBeginsAndSeenAtStartSealAndClose() throws IOException {
    JournalConfig config = config("gw-1").segment(2_000, Duration.ofHours(1)).build();
    try (Journal journal = Journal.open(config)) {
      awaitTold(journal);
      assertEquals(List.of("writer.open gw-1/1", "writer.seen gw-1/1"), told(root()));
      while (Files.notExists(journal.folder().resolve("seg-00000000000000000000.log.sha256"))) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
      awaitThat(() -> told(root()).size() == 3);
      assertEquals("writer.seen gw-1/1", told(root()).get(2));
    }
    List<String> told = told(root());
    assertEquals(
        List.of("writer.seen gw-1/1", "writer.close gw-1/1"),
        told.subList(told.size() - 2, told.size()));
    assertHolds(root());
  }

  @Test
  void aRegistryThatIsNewNamesWhatWasThereBefore() throws IOException {
    run(Logs.config(data, "gw-1").build(), 1);
    run(Logs.config(data, "gw-2").build(), 1);

    run(config("gw-3").build(), 1);
    run(config("gw-1").build(), 1);

    assertEquals(
        List.of("writer.open gw-1/1", "writer.open gw-2/1", "writer.open gw-3/1"),
        told(root()).stream().filter(each -> each.startsWith("writer.open")).toList());
    assertHolds(root());
  }

  /** A process that went on without the registry and ended is named by its next start. */
  @Test
  void whatAnEarlierProcessCouldNotTellIsTold() throws IOException {
    run(config("gw-1").build(), 1);
    BrokenDisk disk = new BrokenDisk();
    try (Journal journal = Journal.open(Logs.config(data).disk(disk).build())) {
      for (int i = 0; i < 2; i++) {
        disk.forceFails = true;
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
      assertTrue(journal.origin().endsWith("/gw-1/3"), journal.origin());
    }
    assertEquals(1, Verifier.verify(root(), List.of(), List.of()).exitCode());

    run(config("gw-1").build(), 1);

    assertEquals(
        List.of("writer.open gw-1/1", "writer.open gw-1/2", "writer.open gw-1/3"),
        told(root()).stream().filter(each -> each.startsWith("writer.open")).toList());
    assertHolds(root());
  }

  @Test
  void aDiskThatFailsUnderALivingProcessNamesTheNextEpoch() throws IOException {
    BrokenDisk disk = new BrokenDisk();
    try (Journal journal = Journal.open(config("gw-1").disk(disk).build())) {
      disk.forceFails = true;
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertTrue(told(root()).contains("writer.open gw-1/2"), told(root()).toString());
    assertHolds(root());
  }

  @Test
  void noLogBeginsThatTheRegistryDoesNotKnow() throws IOException {
    BrokenDisk disk = new BrokenDisk();
    disk.dead = root().resolve("registry");

    AuditUnavailableException refused =
        assertThrows(
            AuditUnavailableException.class, () -> Journal.open(config("gw-1").disk(disk).build()));

    assertTrue(refused.getMessage().contains("gw-1/1"), refused.getMessage());
    assertTrue(Files.notExists(root().resolve("gw-1/1")));
  }

  /** Nothing of a running log waits for it; what it is owed is told once it can be. */
  @Test
  void aRegistryThatFailsHoldsUpNothingAndIsOwed() throws IOException {
    run(config("gw-1").build(), 1);
    BrokenDisk disk = new BrokenDisk();
    disk.dead = root().resolve("registry");
    JournalConfig config = config("gw-1").disk(disk).segment(2_000, Duration.ofHours(1)).build();
    try (Journal journal = Journal.open(config)) {
      for (int i = 0; i < 20; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
      assertEquals(2, journal.registryOwed(), "the log's name and how long it is");
      disk.dead = Path.of("/nowhere");
    }
    List<String> told = told(root());
    assertEquals(2, told.stream().filter(each -> each.equals("writer.close gw-1/1")).count());
    assertEquals("writer.close gw-1/1", told.get(told.size() - 1));
    assertHolds(root());
  }

  /** Whichever operation fails, as if the process had been killed there, the next append heals. */
  @Test
  void anAppendThatIsCutShortIsHealedByTheNext() throws IOException {
    run(config("gw-1").build(), 1);
    int tried = 0;
    for (int first = 1; ; first++) {
      Path here = copies.resolve("cut-" + first);
      Logs.copy(data, here);
      BrokenDisk disk = new BrokenDisk();
      disk.failsFrom = first;
      disk.failsTo = Integer.MAX_VALUE;
      disk.mostBytes = 300;
      JournalConfig config = Logs.config(here).registered(true).disk(disk).build();
      Registry registry = new Registry(config, "boot");
      try {
        registry.append(List.of(sighting(config, "gw-2")));
      } catch (IOException e) {
        tried++;
      }
      boolean whole = disk.operations() < first;
      new Registry(Logs.config(here).build(), "boot").append(List.of(sighting(config, "gw-2")));
      VerifyReport report = Verifier.verify(here.resolve("audit/registry"), List.of(), List.of());
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
      List<String> told = told(here.resolve("audit"));
      assertEquals(1, told.stream().filter(e -> e.equals("writer.open gw-2/1")).count());
      Logs.delete(here);
      if (whole) {
        break;
      }
    }
    assertTrue(tried > 10, tried + " operations");
  }

  private static Sighting sighting(JournalConfig config, String writer) {
    Origin origin = new Origin("aiarco.example", "eu-central", writer, 1);
    String vkey = OpenLog.key(config, origin, "").vkey().toString();
    return Sighting.open(origin, vkey, OpenLog.drafts(config, origin));
  }

  @Test
  void aCorruptRegistryGoesOnInItsNextEpoch() throws IOException {
    run(config("gw-1").build(), 1);
    Path first = root().resolve("registry/1/seg-00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(first);
    bytes[200] ^= 1;
    Files.write(first, bytes);
    AuditUnavailableException refused =
        assertThrows(AuditUnavailableException.class, () -> run(config("gw-2").build(), 1));
    assertTrue(refused.getMessage().contains("corrupt"), refused.getMessage());

    try (StoppedWriter registry = StoppedWriter.take(data, "registry", null, Clock.systemUTC())) {
      registry.newEpoch(new Ground("ops", "ticket 12"), false);
    }

    run(config("gw-2").build(), 1);
    assertTrue(told(root()).contains("writer.close gw-2/1"), told(root()).toString());
  }
}
