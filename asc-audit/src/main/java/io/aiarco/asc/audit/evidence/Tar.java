package io.aiarco.asc.audit.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a POSIX ustar archive in which nothing depends on when, where or by whom it is written.
 * Closes what it writes to. Single-thread.
 */
final class Tar implements Closeable {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 100;

  private final OutputStream out;

  Tar(OutputStream out) {
    this.out = out;
  }

  /** Adds a file that everybody may read. */
  void add(String name, byte[] content) throws IOException {
    byte[] header = new byte[BLOCK];
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException("name: " + name + " (expected: at most " + MAX_NAME + ")");
    }
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o\0", content.length));
    put(header, 136, "00000000000\0"); // 1970
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    out.write(header);
    out.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
