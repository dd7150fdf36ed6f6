package io.aiarco.asc.audit.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches bytes eight at a time: in a {@code long}, {@code (x - 0x01..01) & ~x & 0x80..80} is not
 * zero exactly when a byte of x is zero, and its lowest bit belongs to the first that is ("Hacker's
 * Delight", section 6-1).
 */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LF = '\n' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private Bytes() {}

  /** Where the next line feed is; -1 when there is none before {@code to}. */
  static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long found = zeros(eight(bytes, i) ^ LF);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Where the next quote, backslash, control or non-ASCII byte is; {@code to} when there is none.
   */
  static int endOfPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long x = eight(bytes, i);
      long below = x - SPACES & ~x & HIGHS;
      long found = zeros(x ^ QUOTES) | zeros(x ^ BACKSLASHES) | below | x & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] >= ' ') {
      i++;
    }
    return i;
  }

  /** The eight bytes from {@code at}, the first lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  private static long zeros(long x) {
    return x - ONES & ~x & HIGHS;
  }
}
