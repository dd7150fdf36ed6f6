package io.aiarco.asc.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least a durable record can cost here: as many bytes written and forced into a file that does
 * not grow, on the caller's thread. Single-thread.
 */
final class RawForce implements AutoCloseable {
  /** As long as the intent of {@link SampleRecords} is in the journal, to some bytes. */
  static final int RECORD_BYTES = 1_000;

  private static final int FILE_BYTES = 8 << 20;

  private final FileChannel file;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(RECORD_BYTES);
  private long at;

  private RawForce(FileChannel file) {
    this.file = file;
    for (int i = 0; i < RECORD_BYTES; i++) {
      bytes.put(i, (byte) 'x');
    }
  }

  static RawForce open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      ByteBuffer zeros = ByteBuffer.allocate(FILE_BYTES);
      while (zeros.hasRemaining()) {
        file.write(zeros);
      }
      file.force(true);
      opened = true;
      return new RawForce(file);
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** The median of {@code count} waits, in nanoseconds. */
  double waits(int count) throws IOException {
    double[] nanos = new double[count];
    for (int i = 0; i < count; i++) {
      at = at + RECORD_BYTES > FILE_BYTES ? 0 : at;
      bytes.clear();
      long start = System.nanoTime();
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      file.force(false);
      nanos[i] = System.nanoTime() - start;
    }
    return AuditBenchmark.median(nanos);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
