package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import java.util.Map;
import java.util.Optional;

/** What {@code log.open} says of the log before this epoch, docs/audit-format.md §7. Immutable. */
record PrevLog(String origin, long size, String root) {
  /** Reads it from a {@code log.open}; empty in the first epoch. */
  static Optional<PrevLog> read(Origin origin, Map<String, Object> record) throws FormatException {
    Object prev = record.get("prev_log");
    require(
        (prev != null) == record.containsKey("state_sha256"),
        "log.open: prev_log and state_sha256 stand together");
    require(
        (prev != null) == origin.epoch() > 1,
        "log.open: prev_log (expected: exactly in epochs above 1)");
    if (prev == null) {
      return Optional.empty();
    }
    require(
        prev instanceof Map<?, ?> map
            && origin.epoch() > 1
            && origin.withEpoch(origin.epoch() - 1).toString().equals(map.get("origin"))
            && Fields.isCount(map.get("size"))
            && Fields.isHex64(map.get("root")),
        "log.open: prev_log " + shown(prev));
    Map<?, ?> map = (Map<?, ?>) prev;
    return Optional.of(
        new PrevLog(
            String.valueOf(map.get("origin")),
            Long.parseLong(String.valueOf(map.get("size"))),
            String.valueOf(map.get("root"))));
  }
}
