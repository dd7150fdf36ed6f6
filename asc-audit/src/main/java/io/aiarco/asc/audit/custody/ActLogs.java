package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordLines;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.OperatorAct;
import io.aiarco.asc.call.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The logs in which an operator's acts are written: those of all writers of an installation. Each
 * is opened as its next start would, so that nothing is called, kept or held in it meanwhile; but
 * for the running gateway's own, where it is the one that acts. Single-thread.
 */
final class ActLogs implements AutoCloseable {
  private static final Duration WAIT = Duration.ofMinutes(1);

  private final TreeMap<String, Journal> journals = new TreeMap<>();
  private final List<Journal> opened = new ArrayList<>();
  private final List<AuditReceipt> written = new ArrayList<>();
  private final Clock clock;

  private ActLogs(Clock clock) {
    this.clock = clock;
  }

  /**
   * Opens them.
   *
   * @param running the journal of the gateway that acts; null where none runs
   * @throws AuditUnavailableException when a process writes one, which the message names, or when
   *     one is corrupt
   */
  static ActLogs open(LogRoots roots, Path keys, @Nullable Journal running, Clock clock)
      throws IOException {
    ActLogs logs = new ActLogs(clock);
    boolean all = false;
    try {
      for (Map.Entry<String, List<Path>> each : roots.byWriter().entrySet()) {
        if (running != null && each.getKey().equals(running.writer())) {
          logs.journals.put(each.getKey(), running);
          continue;
        }
        List<Path> epochs = each.getValue();
        Origin origin = origin(epochs.get(epochs.size() - 1));
        JournalConfig.Builder config =
            JournalConfig.builder(roots.root(), each.getKey(), origin.domain(), origin.region())
                .keys(keys)
                .clock(clock)
                .singleWriter(true)
                .preallocateBytes(0);
        Path fallback = roots.fallback();
        if (fallback != null) {
          config.fallback(fallback);
        }
        Journal journal = Journal.open(config.build());
        logs.opened.add(journal);
        logs.journals.put(each.getKey(), journal);
      }
      all = true;
    } finally {
      if (!all) {
        logs.close();
      }
    }
    if (logs.journals.isEmpty()) {
      throw new IOException("no log in " + roots.root());
    }
    return logs;
  }

  /** Writes down what concerns what stands in this writer's log; in the first where it has none. */
  void write(String writer, OperatorAct act) {
    Journal journal = journals.getOrDefault(writer, journals.firstEntry().getValue());
    written.add(journal.acted(act));
  }

  /** Writes down what concerns no one log: in the first, which is the instance's own. */
  void write(OperatorAct act) {
    write(journals.firstKey(), act);
  }

  /**
   * Waits until all of it is durable.
   *
   * @throws AuditUnavailableException when it will not be
   */
  void await() {
    Deadline deadline = Deadline.after(WAIT, clock);
    written.forEach(receipt -> receipt.await(deadline));
    written.clear();
  }

  private static Origin origin(Path log) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(log)) {
      segments = files.filter(file -> firstSeq(file) >= 0).sorted().toList();
    }
    if (segments.isEmpty()) {
      throw new IOException("no segment in " + log);
    }
    Path segment = segments.get(segments.size() - 1);
    try (RecordLines lines = new RecordLines(segment, firstSeq(segment))) {
      String name = lines.next() ? KeptCall.text(lines.record(), "log") : "";
      return Origin.parse(name).orElseThrow(() -> new IOException("no record in " + segment));
    } catch (FormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static long firstSeq(Path file) {
    return LogFiles.segmentSeq(String.valueOf(file.getFileName())).orElse(-1);
  }

  @Override
  public void close() {
    opened.forEach(Journal::close);
  }
}
