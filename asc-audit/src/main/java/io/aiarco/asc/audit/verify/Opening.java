package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.call.CallId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows how processes open and close the log, docs/audit-format.md §7: what may stand in an
 * opening block and after {@code log.close}. Single-thread.
 */
final class Opening {
  private static final Set<String> IN_BLOCK =
      Set.of("recovery", "call.orphan", "segment.open", "tenant.tally", "process.start");
  private static final Set<String> AFTER_CLOSE =
      Set.of("segment.open", "process.start", "tenant.tally");

  private final Map<String, Torn> recoveries = new HashMap<>();
  private long lastStart = -1;
  private boolean closed;
  private @Nullable Set<CallId> awaitedOrphans;

  /** What a recovery record says of a torn file. */
  record Torn(long length, String sha256) {}

  /** Whether a record of this type may stand here. */
  void requirePlace(String type) throws FormatException {
    require(!closed || AFTER_CLOSE.contains(type), () -> shown(type) + " after log.close");
    Set<CallId> awaited = awaitedOrphans;
    if (awaited != null && !IN_BLOCK.contains(type)) {
      require(
          awaited.isEmpty(),
          () -> shown(type) + " before the call.orphan of " + awaited.size() + " open calls");
      awaitedOrphans = null;
    }
  }

  /** Takes {@code process.start}. */
  void start(long seq, Map<String, Object> record, Collection<CallId> openCalls)
      throws FormatException {
    require(
        record.containsKey("boot")
            && record.containsKey("version")
            && record.get("clean") instanceof Boolean,
        "process.start: boot, version or clean is missing");
    // Calls a living process carried into a new log are its own: they end later, without orphan.
    awaitedOrphans = seq == 1 ? new HashSet<>() : new HashSet<>(openCalls);
    lastStart = seq;
    closed = false;
  }

  /** Takes {@code recovery}. */
  void recovery(Map<String, Object> record) throws FormatException {
    require(awaitedOrphans != null, "recovery outside an opening");
    String file = Fields.text(record, "file");
    require(
        LogFiles.isTorn(file)
            && Fields.isCount(record.get("len"))
            && Fields.isHex64(record.get("sha256")),
        () -> "recovery: " + shown(record));
    Torn torn =
        new Torn(Long.parseLong(String.valueOf(record.get("len"))), Fields.text(record, "sha256"));
    require(
        recoveries.put(file, torn) == null, () -> "recovery: " + shown(file) + " is named twice");
  }

  /** Takes {@code call.orphan}. */
  void orphan(CallId call) throws FormatException {
    Set<CallId> awaited = awaitedOrphans;
    require(
        awaited != null && awaited.remove(call),
        "call.orphan outside the opening that ends its call");
  }

  /** Takes {@code log.close}. */
  void close() {
    closed = true;
  }

  /** What the recovery records say, by torn file. */
  Map<String, Torn> recoveries() {
    return recoveries;
  }

  /** The last process.start; -1 before the first. */
  long lastStart() {
    return lastStart;
  }

  /** Whether the records of an opening are still being written. */
  boolean inOpening() {
    return awaitedOrphans != null;
  }
}
