package io.aiarco.asc.audit.journal;

import java.nio.charset.StandardCharsets;

/** Writes lowercase hex into a line. */
final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Hex() {}

  /** Writes {@code length} bytes from {@code from} and returns where their digits end. */
  static int write(byte[] bytes, int from, int length, byte[] to, int at) {
    int next = at;
    for (int i = from; i < from + length; i++) {
      to[next++] = DIGITS[bytes[i] >> 4 & 15];
      to[next++] = DIGITS[bytes[i] & 15];
    }
    return next;
  }
}
