package io.aiarco.asc.provider.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an address reaches, by the registries of special-purpose addresses (RFC 6890 and the IANA
 * lists behind it). An IPv6 address that carries an IPv4 one is what the carried one is, since a
 * translator or a tunnel delivers there.
 */
enum AddressKind {
  /** The internet. */
  PUBLIC,
  /** A network of the operator's own. */
  PRIVATE,
  /** This machine. */
  LOOPBACK,
  /** Nothing a model can live at: link-local, multicast, reserved, a cloud's metadata service. */
  FORBIDDEN;

  private static final List<AddressPrefix> FORBIDDEN_BLOCKS =
      blocks(
          "0.0.0.0/8", // this network
          "100.100.100.200/32", // metadata, inside shared address space
          "168.63.129.16/32", // metadata, inside public space
          "169.254.0.0/16", // link-local, and metadata of most clouds
          "192.0.0.0/24", // protocol assignments, and metadata of one cloud
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "fd00:ec2::/32", // metadata, inside private space
          "fd20:ce::254/128", // metadata, inside private space
          "2001::/23", // protocol assignments, Teredo tunnels among them
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private static final List<AddressPrefix> LOOPBACK_BLOCKS = blocks("127.0.0.0/8", "::1/128");

  private static final List<AddressPrefix> PRIVATE_BLOCKS =
      blocks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  /** Everything in IPv6 that is routed in public; what is outside it is not listed by block. */
  private static final AddressPrefix GLOBAL_IPV6 = AddressPrefix.of("2000::/3");

  private static final AddressPrefix NAT64 = AddressPrefix.of("64:ff9b::/96"); // RFC 6052
  private static final AddressPrefix COMPATIBLE = AddressPrefix.of("::/96"); // RFC 4291 2.5.5.1
  private static final AddressPrefix SIX_TO_FOUR = AddressPrefix.of("2002::/16"); // RFC 3056

  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}; // RFC 4291 2.5.5.2

  /** The kind of an address. */
  static AddressKind of(InetAddress address) {
    return of(address.getAddress());
  }

  /** The kind of 4 or 16 bytes in network order. */
  static AddressKind of(byte[] address) {
    if (in(FORBIDDEN_BLOCKS, address)) {
      return FORBIDDEN;
    }
    if (in(LOOPBACK_BLOCKS, address)) {
      return LOOPBACK;
    }
    if (in(PRIVATE_BLOCKS, address)) {
      return PRIVATE;
    }
    if (address.length == 4) {
      return PUBLIC;
    }
    // java.net turns mapped addresses into IPv4 ones by itself; raw bytes may still say it so.
    boolean mapped = Arrays.equals(address, 0, 12, MAPPED, 0, 12);
    if (mapped || NAT64.contains(address) || COMPATIBLE.contains(address)) {
      return of(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return of(Arrays.copyOfRange(address, 2, 6));
    }
    return GLOBAL_IPV6.contains(address) ? PUBLIC : FORBIDDEN;
  }

  private static boolean in(List<AddressPrefix> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<AddressPrefix> blocks(String... cidrs) {
    return Stream.of(cidrs).map(AddressPrefix::of).toList();
  }
}
