package io.aiarco.asc.audit.merkle;

import io.aiarco.asc.audit.format.LeafHash;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The proofs of RFC 6962: that a leaf stands in a tree (section 2.1.1), and that a tree continues a
 * smaller one (section 2.1.2). A proof is first a list of {@link LeafRange}s whose hashes it needs;
 * whoever has the leaves, or tiles, supplies those. Immutable.
 */
public final class MerkleProof {
  private MerkleProof() {}

  /**
   * What proves that leaf {@code index} stands in the tree of {@code size}: from it to the root.
   */
  public static List<LeafRange> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf: " + index + " (expected: 0.." + (size - 1) + ")");
    }
    List<LeafRange> path = new ArrayList<>();
    LeafRange tree = new LeafRange(0, size);
    while (tree.length() > 1) {
      LeafRange left = new LeafRange(tree.from(), tree.middle());
      LeafRange right = new LeafRange(tree.middle(), tree.to());
      boolean goesLeft = index < left.to();
      path.add(goesLeft ? right : left);
      tree = goesLeft ? left : right;
    }
    Collections.reverse(path);
    return path;
  }

  /** What proves that the tree of {@code size} continues the one of {@code oldSize}. */
  public static List<LeafRange> consistency(long oldSize, long size) {
    if (oldSize < 1 || oldSize > size) {
      throw new IllegalArgumentException("old size: " + oldSize + " (expected: 1.." + size + ")");
    }
    List<LeafRange> path = new ArrayList<>();
    LeafRange tree = new LeafRange(0, size);
    boolean isOldTree = true; // whether the tree of oldSize is known to ask for no own hash yet
    while (tree.to() != oldSize) {
      if (oldSize <= tree.middle()) {
        path.add(new LeafRange(tree.middle(), tree.to()));
        tree = new LeafRange(tree.from(), tree.middle());
      } else {
        path.add(new LeafRange(tree.from(), tree.middle()));
        tree = new LeafRange(tree.middle(), tree.to());
        isOldTree = false;
      }
    }
    if (!isOldTree) {
      path.add(tree);
    }
    Collections.reverse(path);
    return path;
  }

  /** The root that an inclusion proof leads to; compare it with one that is trusted. */
  public static byte[] root(byte[] leaf, long index, long size, List<byte[]> hashes) {
    List<LeafRange> path = inclusion(index, size);
    requireLength(path, hashes);
    MessageDigest digest = LeafHash.sha256();
    byte[] node = leaf;
    for (int i = 0; i < path.size(); i++) {
      byte[] other = hashes.get(i);
      boolean isRight = path.get(i).from() > index;
      node = isRight ? Frontier.node(digest, node, other) : Frontier.node(digest, other, node);
    }
    return node;
  }

  /** Whether a consistency proof leads to both roots. */
  public static boolean isConsistent(
      long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> hashes) {
    List<LeafRange> path = consistency(oldSize, size);
    if (path.size() != hashes.size()) {
      return false;
    }
    MessageDigest digest = LeafHash.sha256();
    boolean ownsItsRoot = path.isEmpty() || path.get(0).to() != oldSize;
    byte[] oldNode = ownsItsRoot ? oldRoot : hashes.get(0);
    byte[] node = oldNode;
    for (int i = ownsItsRoot ? 0 : 1; i < path.size(); i++) {
      byte[] other = hashes.get(i);
      if (path.get(i).from() >= oldSize) {
        node = Frontier.node(digest, node, other);
      } else {
        node = Frontier.node(digest, other, node);
        oldNode = Frontier.node(digest, other, oldNode);
      }
    }
    return Arrays.equals(oldNode, oldRoot) && Arrays.equals(node, root);
  }

  private static void requireLength(List<LeafRange> path, List<byte[]> hashes) {
    if (path.size() != hashes.size()) {
      throw new IllegalArgumentException(
          "proof: " + hashes.size() + " hashes (expected: " + path.size() + ")");
    }
  }
}
