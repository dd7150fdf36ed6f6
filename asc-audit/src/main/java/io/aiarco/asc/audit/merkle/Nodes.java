package io.aiarco.asc.audit.merkle;

/** Is told every complete subtree of a tree that grows, the moment its last leaf is there. */
public interface Nodes {
  /** Tells nobody. */
  Nodes NOBODY = (level, index, hash) -> {};

  /**
   * A subtree of 2^{@code level} leaves is complete: the {@code index}-th of its level, counted
   * from 0. {@code hash} is not copied.
   */
  void complete(int level, long index, byte[] hash);
}
