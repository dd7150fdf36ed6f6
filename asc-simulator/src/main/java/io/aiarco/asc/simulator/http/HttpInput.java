package io.aiarco.asc.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What the client sends, buffered, with a time limit per read. Single-thread. */
final class HttpInput {

  static final int END = -1;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;

  HttpInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /**
   * The next byte, or {@link #END}; {@link SocketTimeoutException} at {@code deadlineNanos} (of the
   * nano clock).
   */
  int read(long deadlineNanos) throws IOException {
    if (start == end && !fill(millisUntil(deadlineNanos))) {
      return END;
    }
    return buffer[start++] & 0xff;
  }

  /** Fills {@code target} from {@code from} on; false if the client ended first. */
  boolean readFully(byte[] target, int from, long deadlineNanos) throws IOException {
    int at = from;
    while (at < target.length) {
      if (start == end && !fill(millisUntil(deadlineNanos))) {
        return false;
      }
      int n = Math.min(end - start, target.length - at);
      System.arraycopy(buffer, start, target, at, n);
      start += n;
      at += n;
    }
    return true;
  }

  /** Whether there is no room to read ahead. */
  boolean full() {
    return end - start == buffer.length;
  }

  /**
   * Reads ahead whatever comes next, which tells whether the client is still there. {@code
   * timeoutMillis} 0 is for ever.
   *
   * @return false if the client ended
   */
  boolean fill(int timeoutMillis) throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    socket.setSoTimeout(timeoutMillis);
    int n = in.read(buffer, end, buffer.length - end);
    if (n > 0) {
      end += n;
    }
    return n >= 0;
  }

  /**
   * Throws away what the client still sends, until it ends; {@link SocketTimeoutException} at the
   * deadline.
   */
  void drain(long deadlineNanos) throws IOException {
    do {
      start = 0;
      end = 0;
    } while (fill(millisUntil(deadlineNanos)));
  }

  private static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
    long leftNanos = deadlineNanos - System.nanoTime();
    if (leftNanos <= 0) {
      throw new SocketTimeoutException("deadline passed");
    }
    return (int) Math.min(Integer.MAX_VALUE, 1 + leftNanos / 1_000_000);
  }
}
