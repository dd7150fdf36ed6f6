package io.aiarco.asc.benchmarks;

import com.sun.management.ThreadMXBean;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.verify.Pace;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the Java verifier costs a record: a log of ordinary calls, all rules of the format, and a
 * report whose count and head are those of the log. Single-thread.
 */
final class VerifyBenchmark {
  /** Records between two waits for the disk while the log is made: far less than the queue. */
  private static final int UNAWAITED = 64;

  /** 350,000 records a second on a machine whose SHA-256 of 1 KB takes 0.77 us. */
  private static final double BAR = 3.71;

  private static final int HASH_DIGITS = 64;

  /** How much is measured. */
  record Effort(int rounds, int calls) {
    static final Effort FULL = new Effort(9, 150_000);

    /** Enough to see that everything works. */
    static final Effort TRIAL = new Effort(1, 2);
  }

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Sha256Control control = new Sha256Control();
  private final Effort effort;
  private final Path log;
  private final long records;
  private final long bytes;
  private final String head;

  private VerifyBenchmark(Effort effort, Path log) throws IOException {
    this.effort = effort;
    this.log = log;
    long lines = 0;
    long sum = 0;
    String last = "";
    for (Path segment : segments(log)) {
      byte[] data = Files.readAllBytes(segment);
      int begin = 0;
      for (int i = 0; i < data.length; i++) {
        if (data[i] == '\n') {
          last = new String(data, begin, HASH_DIGITS, StandardCharsets.US_ASCII);
          begin = i + 1;
          lines++;
        }
      }
      sum += begin;
    }
    this.records = lines;
    this.bytes = sum;
    this.head = last;
  }

  private static List<Path> segments(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  /** Writes the log below {@code folder}, which is the caller's to delete. */
  static VerifyBenchmark create(Path folder, Effort effort) throws IOException {
    Clock clock = Clock.systemUTC();
    SampleRecords records = new SampleRecords();
    JournalConfig config =
        JournalConfig.builder(folder.resolve("verify"), "bench", "example.com", "local").build();
    try (Journal journal = Journal.open(config)) {
      for (int i = 0; i < effort.calls(); i++) {
        CallId call = records.call();
        journal.append(records.intent(call));
        AuditReceipt receipt = journal.append(records.outcome(call));
        if (i % UNAWAITED == 0) {
          receipt.await(Deadline.after(Duration.ofSeconds(30), clock));
        }
      }
    }
    return new VerifyBenchmark(effort, folder.resolve("verify/bench/1"));
  }

  List<Figure> figures() {
    verify(1); // to be compiled
    verify(2);
    double[] nanos = new double[effort.rounds()];
    double[] multiples = new double[effort.rounds()];
    double[] allocated = new double[effort.rounds()];
    double[] gains = new double[effort.rounds()];
    for (int round = 0; round < effort.rounds(); round++) {
      control.measure();
      long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
      long before = threads.getCurrentThreadCpuTime();
      long alone = verify(1);
      nanos[round] = (double) (threads.getCurrentThreadCpuTime() - before) / records;
      allocated[round] =
          (double) (threads.getCurrentThreadAllocatedBytes() - allocatedBefore) / records;
      multiples[round] = nanos[round] / control.sha256_1k();
      gains[round] = (double) alone / verify(2);
    }
    String subject = "verify: a record of " + bytes / records + " bytes";
    return List.of(
        Figure.atMost(BAR, subject, AuditBenchmark.median(multiples), "x SHA-256"),
        Figure.of(subject, AuditBenchmark.median(nanos), "ns"),
        Figure.of(subject, AuditBenchmark.median(allocated), "bytes"),
        Figure.of("verify: two threads", AuditBenchmark.median(gains), "x one's rate"));
  }

  /** How many nanoseconds it took. */
  private long verify(int threadCount) {
    long start = System.nanoTime();
    VerifyReport report =
        Verifier.verify(log, List.of(), List.of(), new Pace(threadCount, Pace.Progress.NOBODY));
    long took = System.nanoTime() - start;
    String expected = " records=" + records + " head=" + head + " ";
    if (report.exitCode() != 0 || !report.lines().get(0).contains(expected)) {
      throw new IllegalStateException(
          "report: " + report.lines() + " (expected: one with" + expected + ")");
    }
    return took;
  }
}
