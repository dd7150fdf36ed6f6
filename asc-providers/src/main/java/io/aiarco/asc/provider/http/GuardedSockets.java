package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that look at the address they are really told to dial. This is where the guard
 * holds: OkHttp asks no {@code Dns} about a host written as an address ({@code 127.1}, {@code
 * 2130706433}, {@code [::ffff:7f00:1]}), and a name may resolve to something else the next time. It
 * serves TLS too, which is layered on these sockets. Thread-safe.
 */
final class GuardedSockets extends SocketFactory {
  private final AddressGuard guard;

  GuardedSockets(AddressGuard guard) {
    this.guard = guard;
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket(guard);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    try {
      if (local != null) {
        socket.bind(local);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static final class GuardedSocket extends Socket {
    private final AddressGuard guard;

    GuardedSocket(AddressGuard guard) {
      // Without it, a plain socket follows the process-wide SOCKS settings past the guard.
      super(Proxy.NO_PROXY);
      this.guard = guard;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
      if (!(endpoint instanceof InetSocketAddress address) || address.isUnresolved()) {
        throw new EgressRefusedException("address: unresolved (expected: a resolved one)");
      }
      guard.check(address.getAddress());
      super.connect(endpoint, timeoutMillis);
      // A request's last, short segment must not wait for the acknowledgement of the one before.
      setTcpNoDelay(true);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }
  }
}
