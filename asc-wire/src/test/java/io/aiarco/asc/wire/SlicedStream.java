package io.aiarco.asc.wire;

import java.io.InputStream;
import java.util.List;

/** Gives its bytes in reads of given lengths, over and over: a network that cuts where it likes. */
public final class SlicedStream extends InputStream {
  private final byte[] bytes;
  private final List<Integer> lengths;
  private int position;
  private int turn;

  /** Cuts {@code bytes} into slices of {@code lengths}, each at least 1. */
  public SlicedStream(byte[] bytes, List<Integer> lengths) {
    this.bytes = bytes;
    this.lengths = lengths;
  }

  @Override
  public int read() {
    return position == bytes.length ? -1 : bytes[position++] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == bytes.length) {
      return -1;
    }
    int slice = lengths.get(turn++ % lengths.size());
    int count = Math.min(Math.min(slice, length), bytes.length - position);
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
    return count;
  }
}
