package io.aiarco.asc.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;

/** A body that comes in reads of given lengths, and may break off. Single-thread. */
final class ChunkedBody extends InputStream {
  private final byte[] bytes;
  private final IntSupplier lengths;
  private final boolean reset;
  private int position;

  /**
   * @param lengths of the reads in turn, each at least 1
   * @param reset whether the connection breaks after the last byte, instead of ending
   */
  ChunkedBody(byte[] bytes, IntSupplier lengths, boolean reset) {
    this.bytes = bytes;
    this.lengths = lengths;
    this.reset = reset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == bytes.length) {
      if (reset) {
        throw new IOException("connection: reset (expected: its end)");
      }
      return -1;
    }
    int count = Math.min(Math.min(lengths.getAsInt(), length), bytes.length - position);
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
    return count;
  }
}
