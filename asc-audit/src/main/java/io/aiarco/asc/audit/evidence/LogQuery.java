package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.LogFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks records up, oldest first, in constant memory. Every line read hashes; whether the log is
 * what was written is for the verifier. Immutable.
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
        folder,
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
    read(folder, filter, (record, json) -> sink.accept(record));
  }

  /** Hands over one line per call of the admitted records, when it ends. */
  public static void timeline(Path folder, RecordFilter filter, Consumer<CallLine> sink)
      throws IOException {
    Map<String, Map<String, Object>> open = new HashMap<>();
    read(
        folder,
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

  private static void read(Path folder, RecordFilter filter, Sink sink) throws IOException {
    byte[] mark = filter.mark().getBytes(StandardCharsets.UTF_8);
    List<Path> logs = LogFolders.logs(folder);
    Readings.of(
        () -> {
          for (Path path : logs) {
            LogReader log = new LogReader(path);
            log.read(
                log.oldestSegment(),
                line -> {
                  if (line.contains(mark)) {
                    Map<String, Object> record = line.record();
                    if (filter.admits(record)) {
                      sink.take(record, line.json());
                    }
                  }
                  return true;
                });
          }
          return logs.size();
        });
  }

  static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }
}
