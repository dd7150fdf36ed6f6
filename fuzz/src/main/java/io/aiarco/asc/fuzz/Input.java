package io.aiarco.asc.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What a fuzzer gives: a first byte that says how the network cuts and what was asked for, then a
 * body. Immutable: nobody writes to {@code body}.
 */
final class Input {
  private static final int STREAMED = 1;

  private final int how;
  private final byte[] body;

  private Input(int how, byte[] body) {
    this.how = how;
    this.body = body;
  }

  static Input of(byte[] bytes) {
    return bytes.length == 0
        ? new Input(0, bytes)
        : new Input(bytes[0] & 0xFF, Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** The bytes that are this input. */
  static byte[] seed(boolean streamed, byte[] body) {
    byte[] bytes = new byte[body.length + 1];
    bytes[0] = (byte) (streamed ? STREAMED : 0);
    System.arraycopy(body, 0, bytes, 1, body.length);
    return bytes;
  }

  /** Any number the target wants to choose by, 0 to 127. */
  int choice() {
    return how >> 1;
  }

  boolean streamed() {
    return (how & STREAMED) != 0;
  }

  byte[] body() {
    return body;
  }

  /** The body as one read gives it. */
  InputStream whole() {
    return new ByteArrayInputStream(body);
  }

  /** The body in reads of other lengths, the same for the same input. */
  InputStream cut() {
    SplittableRandom random = new SplittableRandom(how);
    return new ByteArrayInputStream(body) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(17)));
      }
    };
  }
}
