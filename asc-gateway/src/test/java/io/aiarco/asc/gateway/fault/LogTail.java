package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.simulator.json.JsonReader;
import io.aiarco.asc.simulator.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a growing log as a stranger would: whole lines, hash cut off, the rest JSON. What a killed
 * writer leaves of a line is not whole, and is read once the next writer has replaced it.
 * Thread-safe.
 */
final class LogTail {
  private static final int HASH_AND_SPACE = 65;

  private final Path segment;
  private final Consumer<Map<String, Object>> records;
  private long position;
  private @Nullable AssertionError objection;

  LogTail(Path segment, Consumer<Map<String, Object>> records) {
    this.segment = segment;
    this.records = records;
  }

  /** Hands on every record that has come since; an objection to one stands for ever. */
  synchronized void readOn() throws IOException {
    if (objection != null) {
      throw objection;
    }
    try {
      read();
    } catch (AssertionError e) {
      objection = e; // thrown on a provider's thread, it would be lost
      throw e;
    }
  }

  private void read() throws IOException {
    if (!Files.exists(segment)) {
      return;
    }
    byte[] more = more();
    int start = 0;
    for (int end = 0; end < more.length && more[end] != 0; end++) {
      if (more[end] == '\n') {
        records.accept(record(Arrays.copyOfRange(more, start + HASH_AND_SPACE, end)));
        start = end + 1;
      }
    }
    position += start;
  }

  private byte[] more() throws IOException {
    try (FileChannel file = FileChannel.open(segment)) {
      // Zeros written ahead end the records; a piece is enough to find out whether there are any.
      ByteBuffer piece = ByteBuffer.allocate(1 << 20);
      int length = Math.max(0, file.read(piece, position));
      return Arrays.copyOf(piece.array(), length);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> record(byte[] json) {
    try {
      return (Map<String, Object>) JsonReader.read(json);
    } catch (JsonSyntaxException e) {
      throw new AssertionError("a whole line that is no JSON", e);
    }
  }
}
