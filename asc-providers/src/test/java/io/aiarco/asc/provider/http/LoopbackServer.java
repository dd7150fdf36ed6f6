package io.aiarco.asc.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes in, bytes out: a server that does exactly what a test says, with no HTTP of its own, so it
 * runs beside any OkHttp. One thread per connection. Thread-safe.
 */
final class LoopbackServer implements AutoCloseable {
  /** What to do with a connection, request after request; it may block for ever. */
  interface Talk {
    void with(Peer peer) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Talk talk;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch clientGone = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);

  private LoopbackServer(ServerSocket listener, Talk talk) {
    this.listener = listener;
    this.talk = talk;
  }

  static LoopbackServer open(Talk talk) throws IOException {
    LoopbackServer server =
        new LoopbackServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), talk);
    server.start("accept", server::accept);
    return server;
  }

  /** Answers every request with the same bytes, on one connection after another. */
  static LoopbackServer answering(String response) throws IOException {
    return open(
        peer -> {
          while (peer.request()) {
            peer.send(response);
          }
        });
  }

  /** Takes requests and never answers. */
  static LoopbackServer silent() throws IOException {
    return open(
        peer -> {
          peer.request();
          peer.awaitClientGone();
        });
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  int port() {
    return listener.getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/path");
  }

  int connections() {
    return connections.get();
  }

  /** Head and body of each request. */
  List<String> requests() {
    return requests;
  }

  boolean awaitClientGone(long millis) throws InterruptedException {
    return clientGone.await(millis, TimeUnit.MILLISECONDS);
  }

  void awaitRequest() throws InterruptedException {
    if (!arrived.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no request arrived");
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        start("talk", () -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      talk.with(new Peer(socket));
    } catch (IOException e) {
      clientGone.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(String what, Runnable body) {
    Thread thread = new Thread(body, "loopback-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** The other end of one connection. Single-thread. */
  final class Peer {
    private final Socket socket;

    Peer(Socket socket) {
      this.socket = socket;
    }

    /** Reads one request; false when the client has gone. */
    boolean request() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.append((char) next);
      }
      int length = 0;
      for (String line : head.toString().split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).trim());
        }
      }
      requests.add(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
      arrived.countDown();
      return true;
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /** Sends an HTTP chunk. */
    void chunk(String text) throws IOException {
      send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    void awaitClientGone() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // bytes nobody asked for
      }
      clientGone.countDown();
    }
  }
}
