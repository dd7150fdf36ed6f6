package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressRefusedException;
import io.aiarco.asc.egress.TrustZone;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses one trust zone may dial. Unencrypted connections of the private zone stay on
 * private addresses, so that no key crosses the internet in the clear. Immutable.
 */
final class AddressGuard {
  private final String zone;
  private final Set<AddressKind> admitted;

  private AddressGuard(String zone, Set<AddressKind> admitted) {
    this.zone = zone;
    this.admitted = admitted;
  }

  /** The guard of a zone, for connections with or without TLS. */
  static AddressGuard of(TrustZone zone, boolean encrypted) {
    Set<AddressKind> admitted =
        switch (zone) {
          case PUBLIC -> EnumSet.of(AddressKind.PUBLIC);
          case PRIVATE ->
              encrypted
                  ? EnumSet.of(AddressKind.PUBLIC, AddressKind.PRIVATE)
                  : EnumSet.of(AddressKind.PRIVATE);
          case LOOPBACK -> EnumSet.of(AddressKind.LOOPBACK);
        };
    return new AddressGuard(
        zone.name().toLowerCase(Locale.ROOT) + (encrypted ? "" : " without TLS"), admitted);
  }

  /**
   * Lets an address pass.
   *
   * @throws EgressRefusedException when the zone does not admit it
   */
  void check(InetAddress address) throws EgressRefusedException {
    AddressKind kind = AddressKind.of(address);
    if (!admitted.contains(kind)) {
      throw new EgressRefusedException(
          "address: "
              + address.getHostAddress()
              + " is "
              + kind.name().toLowerCase(Locale.ROOT)
              + " (expected in zone "
              + zone
              + ": "
              + admitted.toString().toLowerCase(Locale.ROOT)
              + ")");
    }
  }
}
