package io.aiarco.asc.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads requests as RFC 9112 frames them. Whatever could be understood in two ways (a bare line
 * feed, two lengths, a length beside chunks, folded headers) is refused: a simulator should not
 * forgive what a provider's edge will not. Single-thread.
 */
final class HttpRequestReader {

  private static final int HEAD_LIMIT_BYTES = 64 * 1024;
  private static final int LINE_LIMIT_BYTES = 16 * 1024;

  private final HttpInput in;
  private final Runnable sendContinue;
  private final int bodyLimitBytes;
  private long deadlineNanos;
  private int headBytes;

  HttpRequestReader(HttpInput in, int bodyLimitBytes, Runnable sendContinue) {
    this.in = in;
    this.bodyLimitBytes = bodyLimitBytes;
    this.sendContinue = sendContinue;
  }

  /** The request that begins with {@code firstByte}, all of it before {@code deadlineNanos}. */
  HttpRequest read(int firstByte, long deadline) throws IOException, HttpRejection {
    deadlineNanos = deadline;
    headBytes = 0;
    String[] line = line(firstByte).split(" ", -1);
    if (line.length != 3 || !isToken(line[0]) || !line[1].startsWith("/")) {
      throw new HttpRejection(400, "malformed request line");
    }
    if (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0")) {
      throw new HttpRejection(505, "HTTP version (expected: HTTP/1.1 or HTTP/1.0)");
    }
    boolean current = line[2].equals("HTTP/1.1");
    Map<String, List<String>> headers = headers();
    if (current && headers.getOrDefault("Host", List.of()).size() != 1) {
      throw new HttpRejection(400, "Host header missing or given twice");
    }
    byte[] body = body(headers);
    return new HttpRequest(line[0], line[1], headers, body, current);
  }

  private Map<String, List<String>> headers() throws IOException, HttpRejection {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(next()); !line.isEmpty(); line = line(next())) {
      int colon = line.indexOf(':');
      if (colon < 1 || !isToken(line.substring(0, colon))) {
        throw new HttpRejection(400, "malformed header line");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException, HttpRejection {
    List<String> lengths = headers.getOrDefault("Content-Length", List.of());
    List<String> codings = headers.getOrDefault("Transfer-Encoding", List.of());
    if (lengths.size() > 1 || codings.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty())) {
      throw new HttpRejection(400, "body length given twice");
    }
    if (!codings.isEmpty() && !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new HttpRejection(501, "transfer coding (expected: chunked)");
    }
    int length = lengths.isEmpty() ? 0 : number(lengths.get(0), 10);
    if ((length > 0 || !codings.isEmpty())
        && HttpRequest.hasToken(headers, "Expect", "100-continue")) {
      sendContinue.run();
    }
    return codings.isEmpty() ? block(length) : chunks();
  }

  private byte[] chunks() throws IOException, HttpRejection {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String sizeLine = line(next());
      int extension = sizeLine.indexOf(';');
      int size = number((extension < 0 ? sizeLine : sizeLine.substring(0, extension)).strip(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      if (size > bodyLimitBytes - body.size()) {
        throw new HttpRejection(
            413, "body too large (expected: at most " + bodyLimitBytes + " bytes)");
      }
      body.writeBytes(block(size));
      if (next() != '\r' || next() != '\n') {
        throw new HttpRejection(400, "chunk longer than its size");
      }
      headBytes = 0;
    }
  }

  private byte[] block(int length) throws IOException, HttpRejection {
    // Memory follows the bytes that came, not the length a client merely announced.
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(length, 64 * 1024));
    for (int left = length; left > 0; ) {
      byte[] part = new byte[Math.min(left, 64 * 1024)];
      if (!in.readFully(part, 0, deadlineNanos)) {
        throw new HttpRejection(400, "body shorter than announced");
      }
      body.writeBytes(part);
      left -= part.length;
    }
    return body.toByteArray();
  }

  private int number(String digits, int radix) throws HttpRejection {
    if (digits.isEmpty()
        || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
      throw new HttpRejection(
          400, radix == 16 ? "malformed chunk size" : "malformed Content-Length");
    }
    if (digits.length() > 10 || Long.parseLong(digits, radix) > bodyLimitBytes) {
      throw new HttpRejection(
          413, "body too large (expected: at most " + bodyLimitBytes + " bytes)");
    }
    return Integer.parseInt(digits, radix);
  }

  private String line(int firstByte) throws IOException, HttpRejection {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int c = firstByte; c != '\r'; c = next()) {
      if (++headBytes > HEAD_LIMIT_BYTES || line.size() == LINE_LIMIT_BYTES) {
        throw new HttpRejection(
            431,
            "request head too large (expected: at most "
                + HEAD_LIMIT_BYTES
                + " bytes, "
                + LINE_LIMIT_BYTES
                + " a line)");
      }
      if (c == '\n' || c == 0) {
        throw new HttpRejection(400, "line feed or NUL inside a line of the head");
      }
      line.write(c);
    }
    if (next() != '\n') {
      throw new HttpRejection(400, "carriage return inside a line of the head");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private int next() throws IOException, HttpRejection {
    int c = in.read(deadlineNanos);
    if (c == HttpInput.END) {
      throw new HttpRejection(400, "request ended early");
    }
    return c;
  }

  private static boolean isToken(String s) {
    return !s.isEmpty()
        && s.chars().allMatch(c -> c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }
}
