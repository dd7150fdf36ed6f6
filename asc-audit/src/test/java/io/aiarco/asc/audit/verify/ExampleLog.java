package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Writes the log of {@code docs/audit-example}: two segments, and a call that a killed process left
 * without an end. {@code main} writes it anew, with a new key; {@code docs/audit-format.md} must
 * then quote the new lines.
 */
final class ExampleLog {
  /** Reached by the decision, and not before: the first segment is sealed there. */
  private static final long FIRST_SEGMENT_BYTES = 3_500;

  private static final String OPEN_SEGMENT = "audit/gw-1/1/seg-00000000000000000007.log";

  private ExampleLog() {}

  /** Writes into {@code target} what three processes leave, one of them killed. */
  static void write(Path work, Path target) throws IOException {
    Path killed = work.resolve("killed");
    try (Journal journal = Journal.open(config(killed).build())) {
      CallId call = Records.call();
      write(journal, Records.intent(call, "acme", Records.hold(100_000, 400)));
      write(journal, Records.outcome(call, "acme", Records.settle(42_000, 150)));
      write(journal, Records.denied(Records.call(), "globex"));
    }
    Path disk = work.resolve("disk");
    Logs.copy(killed, disk);
    try (Journal journal = Journal.open(Logs.config(killed).build())) {
      write(journal, Records.intent(Records.call(), "acme", Records.hold(50_000, 200)));
      // What is durable now is what a kill would leave: a call without an end, no checkpoint yet.
      Files.copy(
          killed.resolve(OPEN_SEGMENT),
          disk.resolve(OPEN_SEGMENT),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Journal.open(Logs.config(disk).build()).close();
    Logs.copy(disk.resolve("audit"), target);
    Files.delete(target.resolve("gw-1/LOCK"));
  }

  private static void write(Journal journal, AuditRecord record) {
    journal.append(record).await(Records.soon());
  }

  private static JournalConfig.Builder config(Path data) {
    return Logs.config(data).segment(FIRST_SEGMENT_BYTES, Duration.ofDays(1));
  }

  public static void main(String[] args) throws IOException {
    Path work = Files.createTempDirectory("example-log");
    write(work, Path.of(args[0]));
    Logs.delete(work);
  }
}
