package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.State;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks record 0 against the epoch before, docs/audit-format.md §7: where it was cut and the
 * opening state. Single-thread.
 */
final class EpochStart {
  private final LogFolder folder;
  private final @Nullable OldLog oldLog;
  private boolean unlinked;

  EpochStart(LogFolder folder, @Nullable OldLog oldLog) {
    this.folder = folder;
    this.oldLog = oldLog;
  }

  /** Checks record 0, which the rules have taken, and gives them the opening state. */
  void check(Map<String, Object> record, RecordRules checked) throws FormatException, IOException {
    PrevLog prev = checked.prevLog();
    if (prev != null) {
      checkState(record, prev, checked);
    } else {
      require(!folder.has(LogFiles.state(0)), "a state file at seq 0 without prev_log");
    }
  }

  private void checkState(Map<String, Object> record, PrevLog prev, RecordRules checked)
      throws FormatException, IOException {
    byte[] bytes = folder.state(0);
    require(
        LeafHash.hex(bytes).equals(record.get("state_sha256")),
        "state_sha256: does not match the state file");
    State given = State.parse(bytes);
    require(given.nextOfTenant().isEmpty(), "opening state: tenant rows (expected: none)");
    checked.take(given);
    if (oldLog == null) {
      unlinked = true;
      return;
    }
    require(
        prev.origin().equals(oldLog.origin()),
        () -> "prev_log: origin " + shown(prev.origin()) + " (expected: " + oldLog.origin() + ")");
    byte[] root = oldLog.tree().root(prev.size());
    require(
        root != null && HexFormat.of().formatHex(root).equals(prev.root()),
        "prev_log: size or root does not match the old log");
    State expected = oldLog.state().opening(given.fold().openCalls().keySet());
    require(
        Arrays.equals(expected.toBytes(), bytes),
        () -> "state file: differs from the fold of the old log below " + prev.size());
  }

  /** Whether the opening state was taken as given, the epoch before not being at hand. */
  boolean unlinked() {
    return unlinked;
  }
}
