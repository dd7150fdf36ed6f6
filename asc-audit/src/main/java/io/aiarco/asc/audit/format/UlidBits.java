package io.aiarco.asc.audit.format;

import io.aiarco.asc.call.CallId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The 128 bits of a ULID: 48 of its millisecond, then 80. Immutable.
 *
 * @param high the upper half
 */
public record UlidBits(long high, long low) {
  /** The oldest of all. */
  public static final UlidBits ZERO = new UlidBits(0, 0);

  private static final int DIGITS = 26;
  private static final int HALF = 13;
  private static final int DIGIT_BITS = 5;
  private static final int TIME_SHIFT = 16;
  private static final String SPELLING = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < SPELLING.length(); i++) {
      VALUES[SPELLING.charAt(i)] = (byte) i;
    }
  }

  /** Reads a ULID in capitals from ASCII; null when it is none. */
  static @Nullable UlidBits read(byte[] bytes, int from, int to) {
    if (to - from != DIGITS || bytes[from] > '7') {
      return null;
    }
    // 13 digits after one of three bits make 63 bits; the 64th is the next digit's first.
    long first = 0;
    long second = 0;
    int wrong = 0;
    for (int i = 0; i < HALF; i++) {
      int upper = VALUES[bytes[from + i] & 127];
      int lower = VALUES[bytes[from + HALF + i] & 127];
      wrong |= upper | lower | bytes[from + i] | bytes[from + HALF + i];
      first = first << 5 | upper;
      second = second << 5 | lower;
    }
    return wrong < 0
        ? null
        : new UlidBits(first << 1 | VALUES[bytes[from + HALF]] >> DIGIT_BITS - 1, second);
  }

  /** Those of a call. */
  public static UlidBits of(CallId call) {
    byte[] text = call.value().getBytes(StandardCharsets.US_ASCII);
    return Objects.requireNonNull(read(text, 0, text.length), "a call's id is a ULID");
  }

  /** Whether it is greater, and so no older. */
  public boolean isAfter(UlidBits other) {
    int order = Long.compareUnsigned(high, other.high);
    return order > 0 || order == 0 && Long.compareUnsigned(low, other.low) > 0;
  }

  /** Whether both are of one millisecond. */
  public boolean hasTimeOf(UlidBits other) {
    return (high ^ other.high) >>> TIME_SHIFT == 0;
  }

  /** Whether it is {@code other} plus 1. */
  public boolean follows(UlidBits other) {
    return low == other.low + 1 && high == other.high + (low == 0 ? 1 : 0);
  }

  /** As it is spelled. */
  @Override
  public String toString() {
    char[] text = new char[DIGITS];
    long rest = low;
    long above = high;
    for (int i = DIGITS - 1; i >= 0; i--) {
      text[i] = SPELLING.charAt((int) rest & SPELLING.length() - 1);
      rest = rest >>> DIGIT_BITS | above << Long.SIZE - DIGIT_BITS;
      above >>>= DIGIT_BITS;
    }
    return new String(text);
  }
}
