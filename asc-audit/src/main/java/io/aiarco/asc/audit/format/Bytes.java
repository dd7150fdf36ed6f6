package io.aiarco.asc.audit.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Searches bytes eight at a time: in a {@code long}, {@code (x - 0x01..01) & ~x & 0x80..80} is not
 * zero exactly when a byte of x is zero, and its lowest bit belongs to the first that is ("Hacker's
 * Delight", section 6-1).
 */
public final class Bytes {
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
      // A difference is negative for a byte that ends it, and elsewhere only by a borrow from one.
      long found = ((x ^ QUOTES) - ONES | (x ^ BACKSLASHES) - ONES | x - SPACES | x) & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] >= ' ') {
      i++;
    }
    return i;
  }

  /** Whether only digits stand there, hex in lower case: '0' to '9', 'a' to 'f'. */
  public static boolean isHex(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long x = eight(bytes, i);
      // No byte of x has its high bit, so none carries into the next: the high bit of a byte of
      // x + (0x80 - c) says whether that of x is at least c.
      long digits = x + HIGHS - '0' * ONES & ~(x + HIGHS - ':' * ONES);
      long letters = x + HIGHS - 'a' * ONES & ~(x + HIGHS - 'g' * ONES);
      if ((x & HIGHS) != 0 || ((digits | letters) & HIGHS) != HIGHS) {
        return false;
      }
    }
    for (; i < to; i++) {
      if ((bytes[i] < '0' || bytes[i] > '9') && (bytes[i] < 'a' || bytes[i] > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Whether only decimal digits stand there, at least one. */
  static boolean isNumber(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return from < to;
  }

  /** Whether the same bytes stand in both places. */
  static boolean same(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
    int length = to - from;
    if (length != otherTo - otherFrom) {
      return false;
    }
    if (length < Long.BYTES) {
      return Arrays.equals(one, from, to, other, otherFrom, otherTo);
    }
    for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
      if (eight(one, from + i) != eight(other, otherFrom + i)) {
        return false;
      }
    }
    return eight(one, to - Long.BYTES) == eight(other, otherTo - Long.BYTES);
  }

  /** Their hash, all 64 bits of which depend on all bytes. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ eight(bytes, i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
    }
    return hash ^ hash >>> 32;
  }

  /** The integer whose digits stand there; it fits, as {@link RecordJson} has seen. */
  static long integer(byte[] bytes, int from, int to) {
    boolean negative = bytes[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = 10 * value + bytes[i] - '0';
    }
    return negative ? -value : value;
  }

  /** The eight bytes from {@code at}, the first lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  private static long zeros(long x) {
    return x - ONES & ~x & HIGHS;
  }
}
