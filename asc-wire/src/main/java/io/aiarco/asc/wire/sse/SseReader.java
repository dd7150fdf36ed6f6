package io.aiarco.asc.wire.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6 "Interpreting an event stream") as bytes. A line
 * ends with LF, CR or CRLF; an event with an empty line. Lines are cut before anything is decoded,
 * so it does not matter where the network cut a character or a line ending. Comments, {@code id},
 * {@code retry} and unknown fields are skipped. What follows the last empty line is discarded, as
 * the standard has it, and {@link #endedInsideEvent()} tells so.
 *
 * <p>An empty line is acted on when its first byte is there: after CR nobody waits to see whether
 * LF follows. Data is copied once, into an array that is used again. Single-thread.
 */
public final class SseReader {
  /** The longest line and the longest event, unless told otherwise: 32 MiB. */
  public static final int LIMIT_BYTES = 32 << 20;

  private static final int MOST_LIMIT_BYTES = 1 << 30;
  private static final int BUFFER_BYTES = 16 << 10;
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  private final InputStream in;
  private final int limitBytes;
  private final SseEvent event = new SseEvent();

  /** {@code buffer[lineStart, end)} is read but not yet cut, no line ending before {@code scan}. */
  private byte[] buffer = new byte[BUFFER_BYTES];

  private int lineStart;
  private int scan;
  private int end;

  /** The last line ended with CR, so an LF in front of the next is the rest of that ending. */
  private boolean afterCr;

  private boolean atStart = true;

  private byte[] data = new byte[BUFFER_BYTES];
  private int dataLength;
  private boolean hasData;
  private String name = "";

  /** The last name seen: a stream has few, and each becomes a string once in a row. */
  private String lastName = "";

  private byte[] lastNameBytes = {};

  /** A reader with the usual limit; {@code in} is not closed by it. */
  public SseReader(InputStream in) {
    this(in, LIMIT_BYTES);
  }

  /** A reader with a limit of its own, 1 byte to 1 GiB. */
  public SseReader(InputStream in, int limitBytes) {
    if (limitBytes < 1 || limitBytes > MOST_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "limitBytes: " + limitBytes + " (expected: 1 to " + MOST_LIMIT_BYTES + ")");
    }
    this.in = in;
    this.limitBytes = limitBytes;
  }

  /**
   * The next event, valid until the next call; null at the end of the stream.
   *
   * @throws SseLimitException when a line or an event is too long
   */
  public @Nullable SseEvent next() throws IOException {
    while (true) {
      int lineEnd = findLineEnd();
      if (lineEnd < 0) {
        return null;
      }
      int start = lineStart;
      lineStart = lineEnd + 1;
      scan = lineStart;
      afterCr = buffer[lineEnd] == '\r';
      if (atStart) {
        atStart = false;
        start += byteOrderMark(start, lineEnd);
      }
      if (start < lineEnd) {
        field(start, lineEnd);
      } else if (hasData) {
        return dispatch();
      } else {
        name = "";
      }
    }
  }

  /** Once {@link #next()} gave null: whether the stream broke off inside an event. */
  public boolean endedInsideEvent() {
    return hasData || end > lineStart;
  }

  /** Index of the next line ending in the buffer, filled as needed; -1 at the end of the stream. */
  private int findLineEnd() throws IOException {
    while (true) {
      if (afterCr && scan < end) {
        afterCr = false;
        if (buffer[scan] == '\n') {
          lineStart = ++scan;
        }
      }
      byte[] bytes = buffer;
      int i = scan;
      for (int to = end; i < to; i++) {
        byte b = bytes[i];
        if (b == '\n' || b == '\r') {
          break;
        }
      }
      scan = i;
      if (i - lineStart > limitBytes) {
        throw new SseLimitException(limitBytes);
      }
      if (i < end) {
        return i;
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  private boolean fill() throws IOException {
    if (lineStart > 0) {
      System.arraycopy(buffer, lineStart, buffer, 0, end - lineStart);
      scan -= lineStart;
      end -= lineStart;
      lineStart = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, grown(buffer.length));
    }
    int count;
    do {
      count = in.read(buffer, end, buffer.length - end);
    } while (count == 0);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  /** Twice the capacity, and one byte past the limit at most: enough to see it passed. */
  private int grown(int capacity) {
    return (int) Math.max(Math.min(2L * capacity, limitBytes + 1L), capacity + 1L);
  }

  private int byteOrderMark(int start, int lineEnd) {
    boolean marked =
        lineEnd - start >= 3
            && buffer[start] == (byte) 0xEF
            && buffer[start + 1] == (byte) 0xBB
            && buffer[start + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private void field(int start, int lineEnd) throws SseLimitException {
    int colon = start;
    while (colon < lineEnd && buffer[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, lineEnd);
    if (value < lineEnd && buffer[value] == ' ') {
      value++;
    }
    if (Arrays.equals(buffer, start, colon, DATA, 0, DATA.length)) {
      append(value, lineEnd - value);
    } else if (Arrays.equals(buffer, start, colon, EVENT, 0, EVENT.length)) {
      name = name(value, lineEnd);
    }
  }

  private void append(int from, int count) throws SseLimitException {
    int needed = dataLength + (hasData ? 1 : 0) + count;
    if (needed > limitBytes) {
      throw new SseLimitException(limitBytes);
    }
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, grown(data.length)));
    }
    if (hasData) {
      data[dataLength++] = '\n';
    }
    System.arraycopy(buffer, from, data, dataLength, count);
    dataLength += count;
    hasData = true;
  }

  private String name(int from, int to) {
    if (!Arrays.equals(buffer, from, to, lastNameBytes, 0, lastNameBytes.length)) {
      lastNameBytes = Arrays.copyOfRange(buffer, from, to);
      lastName = new String(lastNameBytes, StandardCharsets.UTF_8);
    }
    return lastName;
  }

  private SseEvent dispatch() {
    event.set(name, data, dataLength);
    dataLength = 0;
    hasData = false;
    name = "";
    return event;
  }
}
