package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.audit.format.LogSegments;
import io.aiarco.asc.audit.format.RecordLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The records of one writer, each once: an epoch counts up to where the next one takes over. Read
 * in constant memory, also while a process writes. Immutable.
 */
final class WriterLog {
  private final List<LogSegments> epochs;

  private WriterLog(List<LogSegments> epochs) {
    this.epochs = epochs;
  }

  /** What is done with each record. */
  interface Sink {
    /** Takes the record that {@code line} stands on; it is gone when this returns. */
    void take(RecordLines line) throws IOException, FormatException;
  }

  /** All writers' in these folders: each one log, a writer, or a root of writers. */
  static List<WriterLog> in(List<Path> folders) throws IOException {
    List<WriterLog> writers = new ArrayList<>();
    for (List<Path> logs : LogFolders.byWriter(folders)) {
      List<LogSegments> epochs = new ArrayList<>();
      for (Path log : logs) {
        epochs.add(new LogSegments(log));
      }
      writers.add(new WriterLog(List.copyOf(epochs)));
    }
    return writers;
  }

  /** Its epochs, the oldest first. */
  List<LogSegments> epochs() {
    return epochs;
  }

  /** The epoch that balances are taken from: it begins with what the ones before came to. */
  LogSegments newest() {
    return epochs.get(epochs.size() - 1);
  }

  /** Hands over every record. */
  void read(Sink sink) throws IOException, FormatException {
    for (int i = 0; i < epochs.size(); i++) {
      LogSegments epoch = epochs.get(i);
      long end = i + 1 < epochs.size() ? takenOverAt(epochs.get(i + 1)) : Long.MAX_VALUE;
      epoch.read(
          epoch.firsts().first(),
          line -> {
            if (line.seq() >= end) {
              return false; // written again in the next epoch, or no evidence
            }
            sink.take(line);
            return true;
          });
    }
  }

  private static long takenOverAt(LogSegments next) throws IOException, FormatException {
    return next.firsts().first() == 0
            && next.firstRecord(0).get("prev_log") instanceof Map<?, ?> before
            && before.get("size") instanceof Long size
        ? size
        : Long.MAX_VALUE;
  }
}
