package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.merkle.Frontier;
import io.aiarco.asc.audit.merkle.LeafRange;
import io.aiarco.asc.audit.merkle.RangeHashes;
import io.aiarco.asc.audit.merkle.TileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Hashes of the tree over one log, for proofs: from tiles when there are any, else from the
 * frontier that each segment begins with and the records after it. Nothing of this is trusted: a
 * proof counts when it leads to a signed root. Single-thread.
 */
final class LogTree {
  private final LogReader log;
  private final RangeHashes hashes = new RangeHashes();

  LogTree(LogReader log) {
    this.log = log;
  }

  /** Asks for the hashes of these ranges. */
  void want(Collection<LeafRange> ranges) {
    hashes.want(ranges);
  }

  /** Finds what was asked for. */
  void read(boolean tilesToo) throws IOException, FormatException {
    if (tilesToo) {
      new TileReader(log.tiles(), log.newestSegment()).supply(hashes);
    }
    for (long first : log.newestSegments()) {
      if (hashes.missing().isEmpty()) {
        return;
      }
      Frontier tree = log.treeBefore(first);
      tree.tell(hashes);
      if (hashes.missing().stream().allMatch(range -> range.from() >= first)) {
        grow(tree, first);
        return;
      }
    }
  }

  private void grow(Frontier tree, long first) throws IOException, FormatException {
    long end = hashes.missing().stream().mapToLong(LeafRange::to).max().orElse(first);
    log.read(
        first,
        line -> {
          if (line.seq() < end) {
            tree.append(line.leaf(), hashes);
          }
          return line.seq() + 1 < end;
        });
  }

  /** The hashes of a proof. */
  List<byte[]> hashes(List<LeafRange> path) throws FormatException {
    List<byte[]> found = new ArrayList<>();
    for (LeafRange range : path) {
      found.add(
          hashes
              .hash(range)
              .orElseThrow(
                  () ->
                      new FormatException(
                          "records "
                              + range.from()
                              + ".."
                              + (range.to() - 1)
                              + ": not in the log")));
    }
    return found;
  }
}
