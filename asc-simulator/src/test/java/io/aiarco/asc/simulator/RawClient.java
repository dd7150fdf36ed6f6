package io.aiarco.asc.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that writes whatever it is told, byte for byte. */
final class RawClient implements AutoCloseable {

  private final Socket socket;

  RawClient(Simulator simulator) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), simulator.baseUrl().getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  RawClient write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  RawClient endOfInput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** A whole request whose body is framed by its length. */
  RawClient post(String path, String headers, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return write(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  /** Everything up to the server's end of stream. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Everything up to the server's reset; fails if it ends in good order. */
  String readToReset() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        read.write(c);
      }
    } catch (SocketException e) {
      return read.toString(StandardCharsets.UTF_8);
    }
    throw new AssertionError("ended in good order (expected: a reset)");
  }

  /** Reads until {@code mark} has come. */
  String readUntil(String mark) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).endsWith(mark)) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        throw new AssertionError(
            "ended before " + mark + ", after " + read.toString(StandardCharsets.UTF_8));
      }
      read.write(c);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
