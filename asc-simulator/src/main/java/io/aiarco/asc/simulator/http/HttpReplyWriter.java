package io.aiarco.asc.simulator.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Writes one reply: {@link #head}, then the body in parts, then {@link #end}. Single-thread.
 *
 * <p>The body is framed by length when it is known, else in chunks, else (HTTP/1.0) by the end of
 * the connection.
 */
public final class HttpReplyWriter {

  /** The length of a body that is not known when the head is written. */
  public static final long UNKNOWN = -1;

  private static final byte[] CRLF = ascii("\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private final HttpConnection connection;
  private final boolean chunkedReply;
  private boolean chunked;

  public HttpReplyWriter(HttpConnection connection, boolean chunkedReply) {
    this.connection = connection;
    this.chunkedReply = chunkedReply;
  }

  /** Writes status line and headers. */
  public void head(int status, Map<String, String> headers, long lengthBytes, boolean keepAlive)
      throws IOException {
    chunked = lengthBytes == UNKNOWN && chunkedReply;
    StringBuilder head =
        new StringBuilder(256)
            .append("HTTP/1.1 ")
            .append(status)
            .append(' ')
            .append(reason(status))
            .append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (lengthBytes != UNKNOWN) {
      head.append("Content-Length: ").append(lengthBytes).append("\r\n");
    }
    if (!keepAlive || (lengthBytes == UNKNOWN && !chunked)) {
      head.append("Connection: close\r\n");
    }
    raw(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a part of the body; it leaves with the next {@link #flush}, wait or full buffer. */
  public void part(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (chunked) {
      raw(ascii(Integer.toHexString(length) + "\r\n"));
    }
    connection.write(bytes, from, length);
    if (chunked) {
      raw(CRLF);
    }
  }

  /** Writes bytes as they are, without framing. */
  public void raw(byte[] bytes) throws IOException {
    connection.write(bytes, 0, bytes.length);
  }

  /** Completes the body and sends it. */
  public void end() throws IOException {
    if (chunked) {
      raw(LAST_CHUNK);
    }
    connection.flush();
  }

  public void flush() throws IOException {
    connection.flush();
  }

  /** Sends what is pending and waits, see {@link HttpConnection#pause}. */
  public void pause(Duration time) throws IOException {
    connection.pause(time);
  }

  static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}
