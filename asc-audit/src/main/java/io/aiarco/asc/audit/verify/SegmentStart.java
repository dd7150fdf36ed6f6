package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.State;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Checks {@code segment.open} and the state file before it, docs/audit-format.md §5. Single-thread.
 */
final class SegmentStart {
  private final LogFolder folder;
  private final TreeRoots tree;

  SegmentStart(LogFolder folder, TreeRoots tree) {
    this.folder = folder;
    this.tree = tree;
  }

  /** Takes tree, key and state as given by the first record of a pruned log. */
  void takeOver(long seq, Map<String, Object> record, RecordRules begun)
      throws FormatException, IOException {
    requireOpen(record);
    List<?> hashes = record.get("frontier") instanceof List<?> list ? list : List.of();
    require(
        hashes.size() == Long.bitCount(seq) && hashes.stream().allMatch(Fields::isHex64),
        () -> "frontier: (expected: one hash per set bit of " + seq + ")");
    tree.startAt(
        seq, hashes.stream().map(h -> HexFormat.of().parseHex(String.valueOf(h))).toList());
    // An odd size ends in a subtree of one leaf, and that leaf is what prev names.
    require(
        (seq & 1) == 0 || hashes.get(hashes.size() - 1).equals(record.get("prev")),
        () -> "prev: " + shown(record.get("prev")) + " (expected: the last leaf of frontier)");
    begun.keys().take(seq - 1, Vkey.parse(String.valueOf(record.get("vkey"))));
    begun.take(State.parse(folder.state(seq)));
  }

  /** Checks the first record of a segment against all records below it. */
  void check(long seq, Map<String, Object> record, RecordRules checked)
      throws FormatException, IOException {
    requireOpen(record);
    require(
        Long.valueOf(seq).equals(record.get("size")),
        () -> "size: " + shown(record.get("size")) + " (expected: " + seq + ")");
    require(tree.frontier().equals(record.get("frontier")), "frontier: does not match the tree");
    List<SigningKeys.KeyFrom> keys = checked.keys().keys();
    String inForce = keys.isEmpty() ? "none" : keys.get(keys.size() - 1).key().toString();
    require(
        inForce.equals(record.get("vkey")),
        () ->
            "vkey: "
                + shown(record.get("vkey"))
                + " (expected: the key in force, "
                + inForce
                + ")");
    byte[] state = folder.state(seq);
    require(
        LeafHash.hex(state).equals(record.get("state_sha256")),
        "state_sha256: does not match the state file");
    require(
        Arrays.equals(checked.state().toBytes(), state),
        () -> "state file: differs from the fold of the records below seq " + seq);
  }

  private static void requireOpen(Map<String, Object> record) throws FormatException {
    require(
        "segment.open".equals(record.get("type")),
        () ->
            "first record of a segment: "
                + shown(record.get("type"))
                + " (expected: segment.open)");
  }
}
