package io.aiarco.asc.benchmarks;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the journal costs a call. A disk is as fast as its neighbours let it be, so whatever waits
 * for one is measured in pairs right after each other, and the median of the pairs' ratios counts.
 * Single-thread.
 */
final class AuditBenchmark implements AutoCloseable {
  private static final int CALLERS = 64;

  /** How much is measured. */
  record Effort(int pairs, int waitsPerWindow, Duration window, int records) {
    static final Effort FULL = new Effort(11, 200, Duration.ofMillis(500), 200_000);

    /** Enough to see that everything works. */
    static final Effort TRIAL = new Effort(1, 2, Duration.ofMillis(1), 2);
  }

  private final Path folder;
  private final Effort effort;
  private final Clock clock = Clock.systemUTC();
  private final SampleRecords records = new SampleRecords();
  private final Journal journal;
  private final RawForce raw;

  /** Writes below {@code folder}, which is the caller's to delete. */
  AuditBenchmark(Path folder, Effort effort) throws IOException {
    this.folder = folder;
    this.effort = effort;
    this.journal =
        Journal.open(
            JournalConfig.builder(folder.resolve("audit"), "bench", "example.com", "local")
                .build());
    this.raw = RawForce.open(folder.resolve("raw"));
  }

  List<Figure> figures() throws IOException, InterruptedException, ExecutionException {
    List<Figure> figures = new ArrayList<>();
    try (RecordBenchmark made = new RecordBenchmark(folder.resolve("made"), effort.records())) {
      figures.addAll(made.figures());
    }
    figures.addAll(waiting());
    figures.add(crowd());
    return figures;
  }

  /** One caller's wait for its intent, against a bare force of as many bytes. */
  private List<Figure> waiting() throws IOException {
    waits();
    raw.waits(effort.waitsPerWindow());
    double[] ratios = new double[effort.pairs()];
    double[] micros = new double[effort.pairs()];
    double[] forces = new double[effort.pairs()];
    for (int pair = 0; pair < effort.pairs(); pair++) {
      boolean rawFirst = pair % 2 == 0; // what comes second gains nothing
      double first = rawFirst ? raw.waits(effort.waitsPerWindow()) : waits();
      double second = rawFirst ? waits() : raw.waits(effort.waitsPerWindow());
      forces[pair] = (rawFirst ? first : second) / 1_000;
      double journalMicros = (rawFirst ? second : first) / 1_000;
      ratios[pair] = journalMicros / forces[pair];
      micros[pair] = journalMicros - forces[pair];
    }
    double ratio = median(ratios);
    double more = median(micros);
    boolean met = ratio <= 1.5 || more <= 30;
    String bar = "at most 1.5 x, or + 30 us";
    return List.of(
        Figure.of("raw force of a record", median(forces), "us"),
        new Figure("journal: durable wait", Figure.of("", ratio, "").value(), "x raw", bar, met),
        new Figure("journal: durable wait", Figure.of("", more, "").value(), "us more", bar, met));
  }

  /** The median wait of one window, in nanoseconds. */
  private double waits() {
    double[] nanos = new double[effort.waitsPerWindow()];
    for (int i = 0; i < nanos.length; i++) {
      CallId call = records.call();
      long start = System.nanoTime();
      await(journal.append(records.intent(call)));
      nanos[i] = System.nanoTime() - start;
      await(journal.append(records.outcome(call))); // or the next one would wait for it too
    }
    return median(nanos);
  }

  /** Durable records a second of many callers, against one's. */
  private Figure crowd() throws InterruptedException, ExecutionException {
    rate(CALLERS);
    double[] ratios = new double[effort.pairs()];
    for (int pair = 0; pair < effort.pairs(); pair++) {
      boolean oneFirst = pair % 2 == 0;
      double first = rate(oneFirst ? 1 : CALLERS);
      double second = rate(oneFirst ? CALLERS : 1);
      ratios[pair] = oneFirst ? second / first : first / second;
    }
    return Figure.atLeast(
        10, "journal: durable rate of " + CALLERS + " callers", median(ratios), "x one's");
  }

  private double rate(int callers) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long start = System.nanoTime();
      List<Future<Long>> written = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        written.add(threads.submit(() -> writeUntil(start + effort.window().toNanos())));
      }
      long sum = 0;
      for (Future<Long> each : written) {
        sum += each.get();
      }
      return (double) sum / (System.nanoTime() - start);
    } finally {
      threads.shutdown();
    }
  }

  private long writeUntil(long endNanos) {
    long written = 0;
    do {
      CallId call = records.call();
      await(journal.append(records.intent(call)));
      await(journal.append(records.outcome(call)));
      written += 2;
    } while (System.nanoTime() < endNanos);
    return written;
  }

  private void await(AuditReceipt receipt) {
    receipt.await(Deadline.after(Duration.ofSeconds(30), clock));
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Override
  public void close() throws IOException {
    journal.close();
    raw.close();
  }
}
