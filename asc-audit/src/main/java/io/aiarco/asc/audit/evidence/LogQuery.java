package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks records up, oldest first, in constant memory. Every line read hashes; whether the log is
 * what was written is for the verifier. A log that another took over is read up to where that one
 * says: what stands behind is no evidence, and may be why. Immutable.
 */
public final class LogQuery {
  private LogQuery() {}

  /**
   * A record that was found.
   *
   * @param commits whether it commits to a prompt or a reply
   * @param json J as it stands
   */
  public record Row(
      long seq, String ts, String type, String tenant, String call, boolean commits, String json) {}

  /**
   * Hands over every admitted record.
   *
   * @param folder one log, a writer with its epochs, or the root of all writers
   */
  public static void show(Path folder, RecordFilter filter, Consumer<Row> sink) throws IOException {
    read(
        LogFolders.logs(folder),
        filter,
        (record, json) ->
            sink.accept(
                new Row(
                    (Long) record.getOrDefault("seq", -1L),
                    text(record, "ts"),
                    text(record, "type"),
                    text(record, "tenant"),
                    text(record, "call"),
                    record.containsKey("prompt_c") || record.containsKey("resp_c"),
                    json)));
  }

  /** Hands over the members of every admitted record, docs/audit-format.md §3. */
  public static void records(Path folder, RecordFilter filter, Consumer<Map<String, Object>> sink)
      throws IOException {
    records(LogFolders.logs(folder), filter, sink);
  }

  /**
   * The same of several logs.
   *
   * @param logs those of each writer in the order of its epochs, wherever they lie
   */
  public static void records(
      List<Path> logs, RecordFilter filter, Consumer<Map<String, Object>> sink) throws IOException {
    read(logs, filter, (record, json) -> sink.accept(record));
  }

  /** Hands over one line per call of the admitted records, when it ends. */
  public static void timeline(Path folder, RecordFilter filter, Consumer<CallLine> sink)
      throws IOException {
    Map<String, Map<String, Object>> open = new HashMap<>();
    read(
        LogFolders.logs(folder),
        filter,
        (record, json) -> {
          String call = text(record, "call");
          switch (text(record, "type")) {
            case "call.intent" -> open.put(call, record);
            case "call.outcome", "call.orphan", "decision" -> {
              Map<String, Object> intent = open.remove(call);
              sink.accept(CallLine.of(intent == null ? Map.of() : intent, record));
            }
            default -> {}
          }
        });
    open.values().forEach(intent -> sink.accept(CallLine.of(intent, Map.of())));
  }

  private interface Sink {
    void take(Map<String, Object> record, String json);
  }

  private static void read(List<Path> logs, RecordFilter filter, Sink sink) throws IOException {
    byte[] mark = filter.mark().getBytes(StandardCharsets.UTF_8);
    Readings.of(
        () -> {
          Map<Path, Long> ends = ends(logs);
          for (Path path : logs) {
            long end = ends.getOrDefault(writerAndEpoch(path), Long.MAX_VALUE);
            if (end == 0) {
              continue; // its first line may be what is broken
            }
            LogReader log = new LogReader(path);
            log.read(
                log.oldestSegment(),
                line -> {
                  if (line.seq() < end && line.contains(mark)) {
                    Map<String, Object> record = line.record();
                    if (filter.admits(record)) {
                      sink.take(record, line.json());
                    }
                  }
                  return line.seq() + 1 < end;
                });
          }
          return logs.size();
        });
  }

  /** How many records of a log count, of those that another of these logs took over. */
  private static Map<Path, Long> ends(List<Path> logs) {
    Map<Path, Long> ends = new HashMap<>();
    for (Path path : logs) {
      try {
        LogReader log = new LogReader(path);
        if (log.oldestSegment() == 0
            && log.firstRecord(0).get("prev_log") instanceof Map<?, ?> before
            && before.get("size") instanceof Long size) {
          Origin.parse(String.valueOf(before.get("origin")))
              .ifPresent(
                  origin ->
                      ends.put(Path.of(origin.writer(), Long.toString(origin.epoch())), size));
        }
      } catch (IOException | FormatException e) {
        // It says nothing of the one before; what is wrong with it is said when it is read.
      }
    }
    return ends;
  }

  private static Path writerAndEpoch(Path log) {
    int names = log.getNameCount();
    return log.subpath(Math.max(0, names - 2), names);
  }

  static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }
}
