package io.aiarco.asc.wire.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes server-sent events, each in one write and flushed, so that a reader has it at once. Lines
 * end with LF. Single-thread; the stream belongs to the caller.
 */
public final class SseWriter {
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream(512);

  /** A writer to {@code out}. */
  public SseWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one event.
   *
   * @param name empty for none
   * @param data UTF-8; each line of it becomes a {@code data} line
   */
  public void event(String name, byte[] data) throws IOException {
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("event name: has a line ending (expected: one line)");
    }
    sink.reset();
    if (!name.isEmpty()) {
      sink.writeBytes(EVENT);
      sink.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      sink.write('\n');
    }
    sink.writeBytes(DATA);
    for (int i = 0; i < data.length; i++) {
      boolean crLf = data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n';
      if (data[i] != '\n' && data[i] != '\r') {
        sink.write(data[i]);
      } else if (!crLf) {
        sink.write('\n');
        sink.writeBytes(DATA);
      }
    }
    sink.write('\n');
    flush();
  }

  /** Writes a comment, which keeps an idle connection open and which readers skip. */
  public void keepAlive() throws IOException {
    sink.reset();
    sink.write(':');
    sink.write('\n');
    flush();
  }

  private void flush() throws IOException {
    sink.write('\n');
    sink.writeTo(out);
    out.flush();
  }
}
