package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import java.util.Map;

/**
 * What a record of the registry says of a log, docs/audit-format.md §8. Immutable.
 *
 * @param rootOrVkey the key of a {@code writer.open}, the root at {@code size} of the others
 */
record WriterRecord(long seq, String type, String origin, long size, String rootOrVkey) {
  /** Reads a {@code writer.open}, {@code writer.seen} or {@code writer.close}. */
  static WriterRecord read(long seq, String type, Map<String, Object> record)
      throws FormatException {
    String about = Fields.text(record, "origin");
    Origin named =
        Origin.parse(about)
            .orElseThrow(() -> new FormatException(type + ": origin " + shown(about)));
    if (type.equals("writer.open")) {
      Vkey key = Vkey.parse(Fields.text(record, "vkey"));
      require(
          named.keyName().equals(key.name()),
          () ->
              "writer.open: origin "
                  + shown(about)
                  + " (expected: of key "
                  + shown(key.name())
                  + ")");
      return new WriterRecord(seq, type, about, 0, key.toString());
    }
    require(
        Fields.isCount(record.get("size")) && Fields.isHex64(record.get("root")),
        () -> type + ": " + shown(record));
    long size = Long.parseLong(String.valueOf(record.get("size")));
    return new WriterRecord(seq, type, about, size, Fields.text(record, "root"));
  }
}
