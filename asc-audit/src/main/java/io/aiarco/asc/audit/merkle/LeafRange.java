package io.aiarco.asc.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The leaves {@code from}, …, {@code to} − 1 as RFC 6962 section 2.1 splits a tree: {@code from} is
 * a multiple of every power of two below the length. Immutable.
 */
public record LeafRange(long from, long to) {
  public LeafRange {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "leaves: " + from + ".." + to + " (expected: 0 <= from < to)");
    }
  }

  /** How many. */
  public long length() {
    return to - from;
  }

  /** The complete subtrees it is made of, left to right: one per set bit of its length. */
  List<LeafRange> subtrees() {
    List<LeafRange> subtrees = new ArrayList<>();
    for (long at = from; at < to; ) {
      long leaves = Long.highestOneBit(to - at);
      subtrees.add(new LeafRange(at, at + leaves));
      at += leaves;
    }
    return subtrees;
  }

  /** Of a complete subtree: its height. */
  int level() {
    return Long.numberOfTrailingZeros(length());
  }

  /** Where RFC 6962 splits it: at the largest power of two below its length. */
  long middle() {
    return from + Long.highestOneBit(length() - 1);
  }
}
