package io.aiarco.asc.audit.merkle;

import io.aiarco.asc.audit.format.LeafHash;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the hashes of wanted ranges out of a tree while it grows: one pass over the leaves serves
 * any number of proofs, and keeps nothing but what was wanted. Single-thread.
 */
public final class RangeHashes implements Nodes {
  private final MessageDigest digest = LeafHash.sha256();
  private final Set<LeafRange> wanted = new HashSet<>();
  private final Map<LeafRange, byte[]> known = new HashMap<>();

  /** Asks for the hashes of {@code ranges}, before the tree has grown there. */
  public void want(Collection<LeafRange> ranges) {
    ranges.forEach(range -> wanted.addAll(range.subtrees()));
  }

  @Override
  public void complete(int level, long index, byte[] hash) {
    LeafRange range = new LeafRange(index << level, (index + 1) << level);
    if (wanted.contains(range)) {
      known.put(range, hash.clone());
    }
  }

  /** The wanted complete subtrees that nobody has told yet. */
  public Set<LeafRange> missing() {
    Set<LeafRange> missing = new HashSet<>(wanted);
    missing.removeAll(known.keySet());
    return missing;
  }

  /** The hash of a wanted range; empty when the tree has not grown there or was pruned. */
  public Optional<byte[]> hash(LeafRange range) {
    List<LeafRange> subtrees = range.subtrees();
    byte[] hash = null;
    for (int i = subtrees.size() - 1; i >= 0; i--) {
      byte[] left = known.get(subtrees.get(i));
      if (left == null) {
        return Optional.empty();
      }
      hash = hash == null ? left : Frontier.node(digest, left, hash);
    }
    return Optional.ofNullable(hash);
  }
}
