package io.aiarco.asc.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A body read to its end. {@link InputStream#readAllBytes} takes 16 KB for the shortest. */
final class WholeBody {
  private static final int USUAL_BYTES = 2048;

  private final byte[] bytes;
  private final int length;

  private WholeBody(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** An array that begins with the body: {@link #length} bytes of it count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Reads to the end, or one byte more than {@code limit} when there is more. */
  static WholeBody read(InputStream body, int limit) throws IOException {
    byte[] bytes = new byte[Math.min(USUAL_BYTES, limit + 1)];
    int length = 0;
    int count = body.read(bytes, 0, bytes.length);
    while (count >= 0) {
      length += count;
      if (length > limit) {
        break;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, limit + 1L));
      }
      count = body.read(bytes, length, bytes.length - length);
    }
    return new WholeBody(bytes, length);
  }
}
