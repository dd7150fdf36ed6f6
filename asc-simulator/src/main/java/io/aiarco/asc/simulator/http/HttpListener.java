package io.aiarco.asc.simulator.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket on loopback, and a thread for each connection. It can be closed and opened
 * again on the same port. Thread-safe; {@code lock} guards {@code server} and {@code acceptor}, and
 * is never held while a request is served.
 */
public final class HttpListener {

  private static final int BACKLOG = 512;

  private final String name;
  private final int bodyLimitBytes;
  private final Handler handler;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition connectionEnded = lock.newCondition();
  private int port;
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;

  /** Serves one connection until it ends; the connection is closed afterwards in any case. */
  @FunctionalInterface
  public interface Handler {
    void serve(HttpConnection connection) throws IOException;
  }

  /**
   * Creates a listener that is not open yet; {@code port} 0 takes a free one at the first {@link
   * #open}.
   */
  public HttpListener(String name, int port, int bodyLimitBytes, Handler handler) {
    this.name = name;
    this.port = port;
    this.bodyLimitBytes = bodyLimitBytes;
    this.handler = handler;
  }

  /** Begins to accept connections, if it does not yet. */
  public void open() throws IOException {
    lock.lock();
    try {
      if (server != null) {
        return;
      }
      ServerSocket opened = new ServerSocket();
      try {
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      } catch (IOException e) {
        opened.close();
        throw new IOException("port: " + port + " (expected: one that is free on loopback)", e);
      }
      port = opened.getLocalPort();
      server = opened;
      acceptor = new Thread(() -> accept(opened), name + "-accept");
      acceptor.setDaemon(true);
      acceptor.start();
    } finally {
      lock.unlock();
    }
  }

  /** The port; it stays the same from the first {@link #open} on. */
  public int port() {
    lock.lock();
    try {
      return port;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops listening, cuts every connection and waits at most {@code patience} until their threads
   * have ended. When it returns, a client that connects is refused.
   */
  public void close(Duration patience) throws IOException {
    Thread accepting;
    lock.lock();
    try {
      if (server == null) {
        return;
      }
      server.close();
      server = null;
      accepting = acceptor;
      acceptor = null;
    } finally {
      lock.unlock();
    }
    long untilNanos = System.nanoTime() + patience.toNanos();
    try {
      if (accepting != null) {
        // The kernel keeps listening until the blocked accept has returned: only then is the port
        // really closed.
        accepting.join(patience.toMillis());
      }
      connections.forEach(HttpConnection::cut);
      awaitConnectionsEnded(untilNanos);
    } catch (InterruptedException e) {
      connections.forEach(HttpConnection::cut);
      Thread.currentThread().interrupt();
    }
  }

  private void awaitConnectionsEnded(long untilNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = untilNanos - System.nanoTime();
      while (!connections.isEmpty() && left > 0) {
        left = connectionEnded.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        start(socket);
      } catch (IOException e) {
        // Closed by close(), or a client that left before it was accepted: the loop's condition
        // tells which.
      }
    }
  }

  private void start(Socket socket) throws IOException {
    HttpConnection connection;
    try {
      connection = new HttpConnection(socket, bodyLimitBytes);
    } catch (IOException e) {
      socket.close(); // the client left before it was accepted
      return;
    }
    connections.add(connection);
    ConnectionThreads.start(name, () -> serve(connection));
  }

  private void serve(HttpConnection connection) {
    try {
      handler.serve(connection);
    } catch (IOException e) {
      // The connection is gone; how the exchange ended is in the log of arrivals.
    } finally {
      connection.cut();
      connections.remove(connection);
      lock.lock();
      try {
        connectionEnded.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
