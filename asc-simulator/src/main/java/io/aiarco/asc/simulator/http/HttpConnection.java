package io.aiarco.asc.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One client's connection. Single-thread, except {@link #cut()}, which may come from any thread.
 *
 * <p>While the simulator waits it reads: that is how it notices within a moment that the client has
 * gone. What a client sends meanwhile is kept for its next request. A client that closes only its
 * sending half counts as gone.
 */
public final class HttpConnection {

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
  private static final Duration LINGER_LIMIT = Duration.ofSeconds(1);
  private static final byte[] CONTINUE = HttpReplyWriter.ascii("HTTP/1.1 100 Continue\r\n\r\n");

  private final Socket socket;
  private final HttpInput in;
  private final OutputStream out;
  private final HttpRequestReader reader;
  private final byte[] pending = new byte[16 * 1024];
  private int pendingBytes;
  private volatile boolean cutHere;

  HttpConnection(Socket socket, int bodyLimitBytes) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new HttpInput(socket);
    this.out = socket.getOutputStream();
    this.reader = new HttpRequestReader(in, bodyLimitBytes, this::writeContinue);
  }

  /** Waits for the next request; empty when the client has closed or stayed silent too long. */
  public Optional<HttpRequest> next() throws IOException, HttpRejection {
    int first;
    try {
      first = in.read(deadline(IDLE_LIMIT));
    } catch (SocketTimeoutException | SocketException e) {
      return Optional.empty();
    }
    if (first == HttpInput.END) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(first, deadline(REQUEST_LIMIT)));
    } catch (SocketTimeoutException e) {
      throw new HttpRejection(
          408, "request not complete after " + REQUEST_LIMIT.toSeconds() + " s");
    }
  }

  void write(byte[] bytes, int from, int length) throws ConnectionLost {
    if (length > pending.length - pendingBytes) {
      flush();
    }
    if (length > pending.length) {
      send(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, pending, pendingBytes, length);
      pendingBytes += length;
    }
  }

  void flush() throws ConnectionLost {
    int length = pendingBytes;
    pendingBytes = 0;
    if (length > 0) {
      send(pending, 0, length);
    }
  }

  /** Sends what is pending, then waits; {@link ConnectionLost} as soon as the client goes. */
  public void pause(Duration time) throws ConnectionLost {
    flush();
    long until = deadline(time);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (left < 1_000_000 || in.full()) {
        LockSupport.parkNanos(Math.min(left, 50_000_000));
        requireOpen();
      } else {
        readAhead((int) Math.min(left / 1_000_000, 3_600_000));
      }
    }
  }

  /**
   * Sends what is pending, then says nothing more until the client gives up, which is always {@link
   * ConnectionLost}.
   */
  public ConnectionLost hang() throws ConnectionLost {
    flush();
    while (true) {
      pause(Duration.ofHours(1));
    }
  }

  /**
   * Ends the connection in good order: what was sent arrives, even if the client is still sending.
   */
  public void finish() throws IOException {
    flush();
    try {
      // A socket closed with unread input sends a reset, which may overtake the reply: so first
      // read to the client's end.
      socket.shutdownOutput();
      in.drain(deadline(LINGER_LIMIT));
    } catch (SocketTimeoutException | SocketException e) {
      // The client had its time, or has gone: closing is all that is left.
    } finally {
      socket.close();
    }
  }

  /** Ends the connection with a TCP reset. */
  public void reset() throws IOException {
    flush();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection from another thread, as the death of the provider's process would. */
  void cut() {
    cutHere = true;
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that fails to close is closed all the same.
    }
  }

  private void readAhead(int timeoutMillis) throws ConnectionLost {
    try {
      if (!in.fill(timeoutMillis)) {
        throw lost("client closed");
      }
    } catch (SocketTimeoutException e) {
      // Silence is what a waiting client is expected to send.
    } catch (ConnectionLost e) {
      throw e;
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()));
    }
  }

  private void send(byte[] bytes, int from, int length) throws ConnectionLost {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()));
    }
  }

  private void writeContinue() {
    try {
      write(CONTINUE, 0, CONTINUE.length);
      flush();
    } catch (ConnectionLost e) {
      // Reading the body comes next and ends the exchange with the better message.
      cutHere |= !e.byClient();
    }
  }

  private void requireOpen() throws ConnectionLost {
    if (socket.isClosed()) {
      throw lost("closed");
    }
  }

  private ConnectionLost lost(String message) {
    return new ConnectionLost(!cutHere, message);
  }

  private static long deadline(Duration fromNow) {
    return System.nanoTime() + fromNow.toNanos();
  }
}
