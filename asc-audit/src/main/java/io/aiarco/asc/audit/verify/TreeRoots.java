package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.merkle.Frontier;
import io.aiarco.asc.audit.merkle.Nodes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree over the records, docs/audit-format.md §6, and its roots at the sizes somebody asks for.
 * Single-thread.
 */
final class TreeRoots {
  private final Set<Long> wanted = new HashSet<>();
  private final Map<Long, byte[]> roots = new HashMap<>();
  private Frontier tree = new Frontier();
  private Nodes nodes = Nodes.NOBODY;

  TreeRoots() {
    roots.put(0L, tree.root());
  }

  /** Asks for the root at {@code size} before the tree has grown there. */
  void want(long size) {
    wanted.add(size);
  }

  /** Has {@code told} told of every complete subtree from now on. */
  void tell(Nodes told) {
    nodes = told;
  }

  /** Begins with a tree of which only the full subtrees are known. */
  void startAt(long size, List<byte[]> subtrees) {
    tree = new Frontier(size, subtrees);
    tree.tell(nodes);
    roots.put(size, tree.root());
  }

  /** Adds the leaf of the next record. */
  void append(byte[] leaf) {
    tree.append(leaf, nodes);
    if (wanted.contains(tree.size())) {
      roots.put(tree.size(), tree.root());
    }
  }

  /** The full subtrees now, in hex. */
  List<String> frontier() {
    return tree.subtrees().stream().map(HexFormat.of()::formatHex).toList();
  }

  /** The root at {@code size}; null when it was not asked for or not reached. */
  byte @Nullable [] root(long size) {
    return roots.get(size);
  }

  /** Whether a note has the root of this tree at its size. */
  boolean matches(Note note) {
    return Arrays.equals(note.root(), roots.get(note.size()));
  }
}
