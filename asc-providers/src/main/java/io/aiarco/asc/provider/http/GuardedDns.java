package io.aiarco.asc.provider.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Refuses a name when any of its addresses is outside the zone: an early and readable error. What
 * enforces the zone is {@link GuardedSockets}. Thread-safe.
 */
final class GuardedDns implements Dns {
  private final NameLookup lookup;
  private final AddressGuard guard;

  GuardedDns(NameLookup lookup, AddressGuard guard) {
    this.lookup = lookup;
    this.guard = guard;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    try {
      List<InetAddress> addresses =
          lookup.addresses(host, OutboundCall.onThisThread().connectPatience());
      for (InetAddress address : addresses) {
        guard.check(address);
      }
      return addresses;
    } catch (UnknownHostException e) {
      throw e;
    } catch (IOException e) {
      // OkHttp's signature knows no other exception; OutboundCall unwraps it.
      throw (UnknownHostException) new UnknownHostException(host).initCause(e);
    }
  }
}
