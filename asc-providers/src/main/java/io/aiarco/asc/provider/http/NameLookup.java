package io.aiarco.asc.provider.http;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up without ever blocking for longer than a connection may take. The platform's
 * look-up cannot be interrupted, so it runs on a daemon thread of its own; callers of one name wait
 * for the same look-up, which bounds the threads by the number of configured hosts. Thread-safe.
 */
final class NameLookup {
  /** Where addresses come from. */
  @FunctionalInterface
  interface Source {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final ConcurrentMap<String, FutureTask<List<InetAddress>>> underway =
      new ConcurrentHashMap<>();
  private final Source source;

  NameLookup(Source source) {
    this.source = source;
  }

  /**
   * The host's addresses, the platform's favourites first.
   *
   * @throws UnknownHostException when there are none
   * @throws ConnectException when they did not come within {@code patience}
   * @throws InterruptedIOException when the caller was interrupted; its flag is set again
   */
  List<InetAddress> addresses(String host, Duration patience)
      throws UnknownHostException, ConnectException, InterruptedIOException {
    FutureTask<List<InetAddress>> lookup = underway.computeIfAbsent(host, this::begin);
    try {
      return lookup.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw (ConnectException)
          new ConnectException("connect: no address for " + host + " within " + patience)
              .initCause(e);
    } catch (ExecutionException e) {
      throw (UnknownHostException)
          new UnknownHostException("host: " + host + " (expected: a name that resolves)")
              .initCause(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("interrupted while looking up " + host).initCause(e);
    }
  }

  private FutureTask<List<InetAddress>> begin(String host) {
    FutureTask<List<InetAddress>> lookup =
        new FutureTask<>(
            () -> {
              try {
                return List.of(source.addresses(host));
              } finally {
                underway.remove(host);
              }
            });
    Thread thread = new Thread(lookup, "asc-lookup-" + host);
    thread.setDaemon(true);
    thread.start();
    return lookup;
  }
}
