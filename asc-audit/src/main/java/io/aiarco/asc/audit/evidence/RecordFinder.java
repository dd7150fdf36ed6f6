package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.RecordLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds records of one log by seq, by their own id, or by the id of their call. Immutable. */
final class RecordFinder {
  private static final Pattern SEQ = Pattern.compile("0|[1-9][0-9]{0,15}");

  private final LogReader log;

  RecordFinder(LogReader log) {
    this.log = log;
  }

  /** All records of that name, in order; none when there is no such record. */
  List<FoundRecord> find(String name) throws IOException, FormatException {
    return SEQ.matcher(name).matches() ? bySeq(Long.parseLong(name)) : byId(name);
  }

  private List<FoundRecord> bySeq(long seq) throws IOException, FormatException {
    List<FoundRecord> found = new ArrayList<>();
    log.read(
        log.segmentOf(seq),
        line -> {
          if (line.seq() == seq) {
            found.add(found(line, line.record()));
          }
          return line.seq() < seq;
        });
    return found;
  }

  private List<FoundRecord> byId(String id) throws IOException, FormatException {
    List<FoundRecord> found = new ArrayList<>();
    byte[] quoted = ("\":\"" + id + "\"").getBytes(StandardCharsets.UTF_8);
    log.read(
        0,
        line -> {
          if (line.contains(quoted)) {
            Map<String, Object> record = line.record();
            if (id.equals(record.get("id")) || id.equals(record.get("call"))) {
              found.add(found(line, record));
            }
          }
          return true;
        });
    return found;
  }

  /** Keeps a line that was found; {@code record} is what it says. */
  static FoundRecord found(RecordLines line, Map<String, Object> record) {
    return new FoundRecord(
        String.valueOf(record.get("log")),
        line.seq(),
        String.valueOf(record.get("type")),
        HexFormat.of().formatHex(line.leaf()),
        line.json());
  }
}
