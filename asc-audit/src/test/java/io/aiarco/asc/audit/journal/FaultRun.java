package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One seed: some use of a journal, a fault, an opening that may fail too, and again. After each
 * opening the log is held against what was acknowledged. The same seed does the same again: the
 * journal's thread and this one never run at the same time. Single-thread.
 */
final class FaultRun {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final List<String> TENANTS = List.of("acme", "globex", "initech");

  private final Random random;
  private final SimulatedDisk disk;
  private final Path folder;
  private final Path writer;
  private final JournalConfig config;
  private final ManualTicker ticker = new ManualTicker();
  private final FakeClock clock = FakeClock.at("2026-11-22T00:00:00Z");
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Map<String, Written> calls = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final Map<Path, byte[]> kept = new TreeMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<CallId> open = new ArrayList<>();
  private final List<String> history = new ArrayList<>();

  /** What a call was given, whether or not the log has it. */
  private static final class Written {
    private final String tenant;
    private final List<Long> holds = new ArrayList<>();
    private long settled;

    Written(String tenant) {
      this.tenant = tenant;
    }
  }

  private record Pending(String key, AuditReceipt receipt) {}

  FaultRun(long seed, Path folder, Path keys) {
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(seed);
    this.folder = folder;
    Path root = folder.resolve("audit");
    this.writer = root.resolve("gw-1");
    this.config =
        JournalConfig.builder(root, "gw-1", "aiarco.example", "eu-central")
            .keys(keys)
            .disk(disk)
            .clock(clock)
            .ticker(ticker)
            .random(new Random(seed))
            .segment(2_000 + random.nextInt(12_000), Duration.ofHours(1))
            .preallocateBytes(random.nextInt(3) * 2_048)
            .reserveBytes(1)
            .cadence(
                random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofHours(1), Duration.ofHours(1))
            .singleWriter(true)
            .build();
  }

  /** Runs it and tells how often each fault struck. */
  Map<Fault, Integer> run() throws IOException {
    int cycles = 1 + random.nextInt(3);
    for (int i = 0; i < cycles; i++) {
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      if (fault == Fault.LYING_FORCE && i < cycles - 1) {
        fault = Fault.POWER_LOSS; // what a lying disk kept is no ground to go on from
      }
      cycle(fault);
      if (fault == Fault.LYING_FORCE) {
        return struck;
      }
    }
    Journal journal = Journal.open(config);
    requireKept(journal);
    use(journal, 3);
    journal.close();
    requireVerified(Set.of(0));
    return struck;
  }

  /** How many records were acknowledged. */
  int acknowledged() {
    return acknowledged.size();
  }

  private void cycle(Fault fault) throws IOException {
    history.add("to come: " + fault);
    disk.arm(fault, random.nextInt(fault == Fault.POWER_LOSS || fault == Fault.KILL ? 60 : 12));
    while (true) {
      try {
        Journal journal = Journal.open(config);
        try {
          requireKept(journal);
          use(journal, 1 + random.nextInt(10));
        } finally {
          journal.close();
          open.clear(); // the next process knows none of them
        }
      } catch (AuditUnavailableException e) {
        history.add(String.valueOf(e.getMessage()));
        requireStruck(e);
      }
      if (disk.fired()) {
        break;
      }
      if (random.nextInt(4) == 0) {
        disk.heal();
        return; // it came to nothing: closed in peace
      }
    }
    struck.merge(fault, 1, Integer::sum);
    keepCheckpoints();
    if (fault == Fault.LYING_FORCE) {
      disk.losePower();
      requireLossIsFound();
      return;
    }
    if (fault != Fault.POWER_LOSS && fault != Fault.KILL && random.nextBoolean()) {
      history.add("then power loss");
      disk.losePower();
    }
    disk.heal();
    requireVerified(acknowledged.isEmpty() && kept.isEmpty() ? Set.of(0, 2, 3) : Set.of(0, 3));
  }

  private void requireStruck(AuditUnavailableException e) {
    if (!disk.fired()) {
      throw new AssertionError("refused without a fault: " + e.getMessage(), e);
    }
  }

  private void use(Journal journal, int steps) throws IOException {
    Thread committer = committer();
    try {
      for (int i = 0; i < steps; i++) {
        await(committer);
        clock.advance(
            Duration.ofMillis(random.nextInt(40) == 0 ? 3_600_000 : random.nextInt(900) - 100));
        if (random.nextInt(3) == 0) {
          together(journal, committer, 2 + random.nextInt(4));
        } else {
          append(journal);
          acknowledge();
        }
        if (random.nextInt(4) == 0) {
          keepCheckpoints();
        }
      }
      await(committer);
    } catch (AuditUnavailableException e) {
      requireStruck(e);
      pending.clear();
    } finally {
      disk.go();
    }
  }

  /**
   * The first record is being written while the others come: two groups, whatever the threads do.
   */
  private void together(Journal journal, Thread committer, int records) {
    disk.hold();
    append(journal);
    while (!disk.isHolding() && !disk.isDead() && committer.isAlive()) {
      Thread.onSpinWait();
    }
    for (int i = 1; i < records; i++) {
      append(journal);
    }
    disk.go();
    acknowledge();
  }

  private void append(Journal journal) {
    int what = random.nextInt(6);
    if (what >= 4) {
      CallId call = Records.call();
      append(journal, "decision " + call, Records.denied(call, tenant()));
    } else if (what == 0 || open.isEmpty()) {
      CallId call = Records.call();
      Written written = new Written(tenant());
      calls.put(call.value(), written);
      open.add(call);
      append(journal, "call.intent " + call, Records.intent(call, written.tenant, hold(written)));
    } else {
      CallId call = open.get(random.nextInt(open.size()));
      Written written = calls.get(call.value());
      if (what == 1) {
        int number = written.holds.size() + 1;
        append(
            journal,
            "call.attempt " + call + " " + number,
            Records.attempt(call, written.tenant, number, hold(written)));
      } else {
        open.remove(call);
        written.settled = random.nextInt(50);
        append(
            journal,
            "call.outcome " + call,
            Records.outcome(
                call, written.tenant, Records.settle(written.settled, written.settled)));
      }
    }
  }

  private List<io.aiarco.asc.budget.HoldLine> hold(Written written) {
    long amount = 50 + random.nextInt(50);
    written.holds.add(amount);
    return Records.hold(amount, amount);
  }

  private String tenant() {
    return TENANTS.get(random.nextInt(TENANTS.size()));
  }

  private void append(Journal journal, String key, AuditRecord record) {
    known.add(key);
    pending.add(new Pending(key, journal.append(record)));
  }

  private void acknowledge() {
    for (Pending each : pending) {
      awaitDurable(each.receipt);
      acknowledged.add(each.key);
    }
    pending.clear();
  }

  /** Where no disk takes a new epoch, either it works again one day or the process gives up. */
  private void awaitDurable(AuditReceipt receipt) {
    while (true) {
      try {
        receipt.await(Deadline.after(LOOK, clock));
        return;
      } catch (DeadlineException e) {
        if (disk.isFull() && random.nextBoolean()) {
          history.add("room again");
          disk.heal();
        }
        if (disk.isDead()) {
          throw new AuditUnavailableException("nobody waits longer (expected: a disk)", e);
        }
        if (disk.fired()) {
          ticker.advance(Duration.ofSeconds(11)); // longer than the longest rest between two tries
        }
      }
    }
  }

  /** Everything acknowledged is there once, every call has an end, balances are the log's. */
  private void requireKept(Journal journal) throws IOException {
    await(committer());
    if (disk.fired()) {
      return;
    }
    pending.clear();
    LoggedRecords logged = LoggedRecords.read(disk, writer);
    logged.counts().forEach((key, count) -> assertEquals(1, count, key));
    acknowledged.forEach(key -> assertTrue(logged.has(key), () -> "lost: " + key));
    long nanos = 0;
    Set<String> orphans = new HashSet<>();
    for (String key : logged.counts().keySet()) {
      String call = key.split(" ")[1];
      boolean orphan = logged.has("call.orphan " + call);
      if (key.startsWith("call.orphan")) {
        orphans.add(call);
      } else {
        assertTrue(known.contains(key), () -> "nobody wrote " + key);
      }
      if (key.startsWith("call.intent")) {
        boolean ended = logged.has("call.outcome " + call);
        assertTrue(ended != orphan, () -> "ends: " + key);
        nanos += orphan ? held(logged, call) : calls.get(call).settled;
      }
    }
    RecoveredState recovered = journal.recovered();
    recovered.orphans().forEach(call -> assertTrue(orphans.contains(call.value()), call.value()));
    assertEquals(new Balance(nanos, 0), recovered.balances().of(Records.MONTH));
    assertEquals(new Balance(nanos, 0), recovered.balances().of(Records.TOTAL));
    assertEquals(Balance.ZERO, recovered.balances().of(Records.NOW));
    requireVerified(Set.of(0));
  }

  /** The holds of those records of a call that the log has. */
  private long held(LoggedRecords logged, String call) {
    List<Long> holds = calls.get(call).holds;
    long held = holds.get(0);
    for (int number = 2; number <= holds.size(); number++) {
      held += logged.has("call.attempt " + call + " " + number) ? holds.get(number - 1) : 0;
    }
    return held;
  }

  /** As somebody does who sees the newest checkpoint now: no later fault may undo it. */
  private void keepCheckpoints() {
    for (Path file : disk.files(writer)) {
      if (file.endsWith("checkpoint")) {
        kept.put(file, disk.peek(file));
      }
    }
  }

  /** On a disk that lied: a log that lost a record below a kept checkpoint does not verify. */
  private void requireLossIsFound() throws IOException {
    int exit = verify().exitCode();
    if (exit == 0 || exit == 3) {
      for (Map.Entry<Path, byte[]> each : kept.entrySet()) {
        long size =
            Long.parseLong(new String(each.getValue(), StandardCharsets.UTF_8).split("\n")[1]);
        long lines = 0;
        for (Path file : disk.files(each.getKey().getParent())) {
          lines +=
              file.toString().endsWith(".log")
                  ? new String(disk.peek(file), StandardCharsets.ISO_8859_1)
                      .lines()
                      .filter(line -> line.matches("[0-9a-f]{64} \\{.*\\}"))
                      .count()
                  : 0;
        }
        assertTrue(lines >= size, "lost below a kept checkpoint, and not found");
      }
    }
  }

  private void requireVerified(Set<Integer> expected) throws IOException {
    VerifyReport report = verify();
    assertTrue(
        expected.contains(report.exitCode()),
        () -> "exit " + report.exitCode() + " " + history + ": " + report.lines());
  }

  private VerifyReport verify() throws IOException {
    Path image = Files.createTempDirectory(folder, "image");
    try {
      disk.copy(writer, image.resolve("gw-1"));
      List<Path> checkpoints = new ArrayList<>();
      for (byte[] note : kept.values()) {
        checkpoints.add(Files.write(image.resolve("kept-" + checkpoints.size()), note));
      }
      Files.createDirectories(image.resolve("gw-1"));
      return Verifier.verify(image.resolve("gw-1"), List.of(), checkpoints);
    } finally {
      Logs.delete(image);
    }
  }

  private static Thread committer() {
    Thread[] threads = new Thread[Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals("asc-audit-gw-1")) {
        return threads[i];
      }
    }
    return Thread.currentThread(); // it has ended already
  }

  /** Waits until the journal's thread waits for work, or has ended. */
  private static void await(Thread committer) {
    while (committer != Thread.currentThread()) {
      switch (committer.getState()) {
        case WAITING, TIMED_WAITING, TERMINATED -> {
          return;
        }
        default -> Thread.yield();
      }
    }
  }
}
