package io.aiarco.asc.audit.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records that got their places: their lines, one behind the other as one write takes them, and
 * their hashes. Reused for one cohort after the other. Single-thread.
 */
final class Placed {
  private static final int FIRST_BUFFER_BYTES = 64 * 1024;

  private final List<byte[]> leaves = new ArrayList<>();
  private byte[] bytes = new byte[FIRST_BUFFER_BYTES];
  private int size;

  /** Makes room for {@code more} bytes and returns where they begin. */
  int reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
    return size;
  }

  /** The lines, up to {@link #size()}. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Takes the line that was written up to {@code end}. */
  void add(int end, byte[] leaf) {
    size = end;
    leaves.add(leaf);
  }

  /** The records' hashes. */
  List<byte[]> leaves() {
    return leaves;
  }

  /** Forgets everything; the buffer is kept. */
  void clear() {
    size = 0;
    leaves.clear();
  }
}
