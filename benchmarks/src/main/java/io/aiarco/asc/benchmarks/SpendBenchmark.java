package io.aiarco.asc.benchmarks;

import com.sun.management.ThreadMXBean;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.spend.SpendBy;
import io.aiarco.asc.audit.spend.SpendQuery;
import io.aiarco.asc.audit.spend.SpendReport;
import io.aiarco.asc.audit.spend.SpendRow;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What it costs to read who spent what, from a log of ordinary calls: two records each, one
 * attempt, one tag of {@value #TAGS} values. Single-thread.
 */
final class SpendBenchmark {
  /** Enough to be compiled long before the fastest reading. */
  static final int CALLS = 50_000;

  private static final int TAGS = 20;

  /** Calls between two waits: far less than the journal's queue. */
  private static final int UNAWAITED = 64;

  private static final int ROUNDS = 8;

  private static final SpendQuery QUERY =
      new SpendQuery(
          SpendBy.parseAll("tenant,team,model,tag:feature,day"), null, null, null, ZoneOffset.UTC);

  private final Path log;
  private final int calls;

  /** Writes {@code calls} calls below {@code folder}, which is the caller's to delete. */
  SpendBenchmark(Path folder, int calls) {
    this.log = folder.resolve("spend");
    this.calls = calls;
    write();
  }

  private void write() {
    SampleRecords records = new SampleRecords();
    Clock clock = Clock.systemUTC();
    try (Journal journal =
        Journal.open(JournalConfig.builder(log, "bench", "example.com", "local").build())) {
      for (int i = 0; i < calls; i++) {
        CallId call = records.call();
        CallContext context =
            CallContext.NONE.toBuilder().tag("feature", "feature-" + i % TAGS).build();
        journal.append(records.intent(call, context));
        var end = journal.append(records.outcome(call));
        if (i % UNAWAITED == 0) {
          end.await(Deadline.after(Duration.ofSeconds(30), clock));
        }
      }
    }
  }

  /** The fastest of some readings, so that a busy machine's lost time slices do not count. */
  List<Figure> figures() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Sha256Control control = new Sha256Control();
    control.measure();
    double nanos = Double.MAX_VALUE;
    double bytes = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long bytesBefore = threads.getCurrentThreadAllocatedBytes();
      long nanosBefore = threads.getCurrentThreadCpuTime();
      SpendReport report = SpendReport.read(List.of(log), QUERY);
      nanos = Math.min(nanos, (double) (threads.getCurrentThreadCpuTime() - nanosBefore));
      bytes = Math.min(bytes, (double) (threads.getCurrentThreadAllocatedBytes() - bytesBefore));
      requireRight(report);
    }
    double each = nanos / calls;
    return List.of(
        Figure.atMost(4, "report: a call, CPU", each / 1_000, "us"),
        Figure.of("report: a call, CPU", each / control.sha256_1k(), "x SHA-256"),
        Figure.of("report: a call, short-lived", bytes / calls, "bytes"));
  }

  private void requireRight(SpendReport report) {
    long nanos = report.rows().stream().mapToLong(row -> row.spend().cost().nanos()).sum();
    long counted = report.rows().stream().map(SpendRow::spend).mapToLong(s -> s.calls()).sum();
    if (counted != calls || nanos != calls * SampleRecords.COST.nanos()) {
      throw new IllegalStateException(
          "report: " + counted + " calls, " + nanos + " nanos (expected: " + calls + " calls)");
    }
  }

  /** The figures alone, of a log below a new folder that it names. */
  public static void main(String[] arguments) throws IOException {
    new SpendBenchmark(Path.of(arguments[0]), CALLS).figures().forEach(System.out::println);
  }
}
