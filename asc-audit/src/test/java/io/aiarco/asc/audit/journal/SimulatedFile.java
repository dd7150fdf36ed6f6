package io.aiarco.asc.audit.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Bytes of a file twice: as processes see them, and as they are on the medium; between the two, the
 * changes that no force has carried over yet. Single-thread.
 */
final class SimulatedFile {
  private final List<Change> pending = new ArrayList<>();
  private byte[] seen = new byte[0];
  private byte[] safe = new byte[0];

  /** A write, or with {@code bytes} null a cut to length {@code at}. */
  private record Change(int at, byte[] bytes) {
    byte[] appliedTo(byte[] content) {
      if (bytes == null) {
        return Arrays.copyOf(content, at);
      }
      byte[] changed = Arrays.copyOf(content, Math.max(content.length, at + bytes.length));
      System.arraycopy(bytes, 0, changed, at, bytes.length);
      return changed;
    }
  }

  byte[] seen() {
    return seen;
  }

  void write(int at, byte[] bytes) {
    change(new Change(at, bytes));
  }

  void truncate(int length) {
    change(new Change(length, null));
  }

  private void change(Change change) {
    pending.add(change);
    seen = change.appliedTo(seen);
  }

  void force() {
    pending.forEach(change -> safe = change.appliedTo(safe));
    pending.clear();
  }

  /**
   * A force that failed: some blocks reached the medium, and the kernel calls the others clean, so
   * that no later force carries them over.
   */
  void forceBadly(Random random, int block) {
    safe = survivor(random, block);
    pending.clear();
  }

  /** Some blocks of what was pending reached the medium; that is what is seen from now on. */
  void losePower(Random random, int block) {
    forceBadly(random, block);
    seen = safe;
  }

  /**
   * Each block as some number of the changes in order left it, the length likewise: none of them,
   * all, the same first ones for every block, or each block for itself.
   */
  private byte[] survivor(Random random, int block) {
    if (pending.isEmpty()) {
      return safe;
    }
    List<byte[]> versions = new ArrayList<>(List.of(safe));
    pending.forEach(change -> versions.add(change.appliedTo(versions.get(versions.size() - 1))));
    int all = versions.size() - 1;
    int kept = random.nextInt(all + 1);
    int way = random.nextInt(4);
    int length =
        versions.get(version(way, kept, all, way == 3 ? random.nextInt(all + 1) : 0)).length;
    int pivot = random.nextInt(length / block + 1) * block;
    boolean garbage = random.nextInt(8) == 0;
    byte[] result = new byte[length];
    for (int at = 0; at < length; at += block) {
      int own = way == 2 && at < pivot ? Math.min(kept + 1, all) : kept;
      byte[] from = versions.get(version(way, own, all, way == 3 ? random.nextInt(all + 1) : 0));
      int end = Math.min(length, at + block);
      int present = Math.min(end, from.length);
      if (present > at) {
        System.arraycopy(from, at, result, at, present - at);
      }
      // Blocks that a file was given and that never were written may hold anything.
      for (int i = Math.max(at, Math.max(present, safe.length)); garbage && i < end; i++) {
        result[i] = (byte) random.nextInt(256);
      }
    }
    return result;
  }

  private static int version(int way, int kept, int all, int own) {
    return switch (way) {
      case 0 -> 0;
      case 1 -> all;
      case 2 -> kept;
      default -> own;
    };
  }
}
