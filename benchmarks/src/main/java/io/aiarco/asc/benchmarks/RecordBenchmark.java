package io.aiarco.asc.benchmarks;

import com.sun.management.ThreadMXBean;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.call.Deadline;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a record costs processors. This thread spells and leaves records, and waits for the disk
 * only between two measurements; the journal's thread numbers and hashes them, puts them in the
 * tree, counts what they hold, and writes. Of its time what the kernel needs to write and force is
 * left out: it is the disk's. Single-thread.
 */
final class RecordBenchmark implements AutoCloseable {
  private static final String WRITER = "records";

  /** Records left without waiting: far less than the queue. */
  private static final int AT_A_TIME = 512;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SampleRecords records = new SampleRecords();
  private final int count;
  private final Journal journal;
  private final long caller = Thread.currentThread().getId();
  private final long writer;
  private double bytes;
  private double callerNanos;
  private double writerNanos;
  private double appendNanos;

  /** Writes {@code count} records below {@code folder}, twice. */
  RecordBenchmark(Path folder, int count) {
    this.count = count;
    this.journal =
        Journal.open(
            JournalConfig.builder(folder, WRITER, "example.com", "local")
                .segment(1L << 30, Duration.ofHours(1)) // hashing a sealed one is no record's cost
                .build());
    this.writer = thread("asc-audit-" + WRITER);
  }

  List<Figure> figures() {
    write(); // to be compiled
    Sha256Control control = new Sha256Control();
    control.measure();
    write();
    double all = callerNanos + writerNanos;
    String append = "journal: append without waiting, median";
    return List.of(
        Figure.of("journal: a record", bytes, "bytes"),
        Figure.of("journal: a record, CPU of the caller", callerNanos, "ns"),
        Figure.of("journal: a record, CPU in all", all, "ns"),
        // 2.5 us, and 3 us, on a machine whose SHA-256 of 1 KB takes 0.77 us.
        Figure.atMost(
            3.25, "journal: a record, CPU in all", all / control.sha256_1k(), "x SHA-256"),
        Figure.of(append, appendNanos, "ns"),
        Figure.atMost(3.9, append, appendNanos / control.sha256_1k(), "x SHA-256"));
  }

  private void write() {
    double[] appends = new double[count];
    long bytesSum = 0;
    long nanosSum = 0;
    long writerBefore = threads.getThreadUserTime(writer);
    int done = 0;
    while (done < count) {
      List<AuditRecord> made = records.calls(Math.min(AT_A_TIME, count - done) / 2);
      AuditReceipt last = AuditReceipt.DURABLE;
      long bytesBefore = threads.getThreadAllocatedBytes(caller);
      long nanosBefore = threads.getCurrentThreadCpuTime();
      for (AuditRecord record : made) {
        long start = System.nanoTime();
        last = journal.append(record);
        appends[done++] = System.nanoTime() - start;
      }
      nanosSum += threads.getCurrentThreadCpuTime() - nanosBefore;
      bytesSum += threads.getThreadAllocatedBytes(caller) - bytesBefore;
      last.await(Deadline.after(Duration.ofSeconds(30), Clock.systemUTC()));
    }
    bytes = (double) bytesSum / count;
    callerNanos = (double) nanosSum / count;
    writerNanos = (double) (threads.getThreadUserTime(writer) - writerBefore) / count;
    appendNanos = AuditBenchmark.median(appends);
  }

  private long thread(String name) {
    return Arrays.stream(threads.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().equals(name))
        .findFirst()
        .orElseThrow()
        .getThreadId();
  }

  @Override
  public void close() {
    journal.close();
  }
}
