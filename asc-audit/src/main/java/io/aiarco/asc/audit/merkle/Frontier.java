package io.aiarco.asc.audit.merkle;

import io.aiarco.asc.audit.format.LeafHash;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * An append-only Merkle tree (RFC 6962 section 2.1) reduced to what appending and its root need:
 * the hashes of its full subtrees, left to right, one per set bit of its size. Appending a leaf is
 * binary addition: each trailing one of the size is a subtree to join with. Single-thread.
 */
public final class Frontier {
  private static final byte NODE_PREFIX = 1;

  private final MessageDigest digest = LeafHash.sha256();
  private final List<byte[]> subtrees;
  private long size;

  /** The empty tree. */
  public Frontier() {
    this(0, List.of());
  }

  /**
   * A tree of {@code size} leaves with these subtrees.
   *
   * @throws IllegalArgumentException when there is not one per set bit of {@code size}
   */
  public Frontier(long size, List<byte[]> subtrees) {
    if (size < 0 || subtrees.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "frontier: "
              + subtrees.size()
              + " hashes for size "
              + size
              + " (expected: one per set bit)");
    }
    this.size = size;
    this.subtrees = new ArrayList<>(subtrees);
  }

  /** Adds a leaf hash, which is kept, not copied. */
  public void append(byte[] leaf) {
    append(leaf, Nodes.NOBODY);
  }

  /** Adds a leaf hash, which is kept, and tells {@code nodes} what became complete by it. */
  public void append(byte[] leaf, Nodes nodes) {
    byte[] right = leaf;
    int level = 0;
    nodes.complete(level, size, right);
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      right = node(subtrees.remove(subtrees.size() - 1), right);
      nodes.complete(++level, bits >> 1, right);
    }
    subtrees.add(right);
    size++;
  }

  /** Tells {@code nodes} the full subtrees that are there now. */
  public void tell(Nodes nodes) {
    long rest = size;
    long from = 0;
    for (byte[] subtree : subtrees) {
      int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
      nodes.complete(level, from >> level, subtree);
      from += 1L << level;
      rest -= 1L << level;
    }
  }

  /** How many leaves. */
  public long size() {
    return size;
  }

  /** The tree's hash; SHA-256 of nothing when it is empty. */
  public byte[] root() {
    if (subtrees.isEmpty()) {
      return digest.digest();
    }
    byte[] root = subtrees.get(subtrees.size() - 1);
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = node(subtrees.get(i), root);
    }
    return root.clone();
  }

  /** The hashes of the full subtrees, left to right. */
  public List<byte[]> subtrees() {
    return subtrees.stream().map(byte[]::clone).toList();
  }

  private byte[] node(byte[] left, byte[] right) {
    return node(digest, left, right);
  }

  /** The hash of the node above two others: SHA-256(0x01 || left || right). */
  static byte[] node(MessageDigest digest, byte[] left, byte[] right) {
    byte[] both = new byte[1 + left.length + right.length];
    both[0] = NODE_PREFIX;
    System.arraycopy(left, 0, both, 1, left.length);
    System.arraycopy(right, 0, both, 1 + left.length, right.length);
    return digest.digest(both);
  }
}
