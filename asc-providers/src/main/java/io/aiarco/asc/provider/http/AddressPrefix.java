package io.aiarco.asc.provider.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses: all whose first {@code bits} bits are {@code prefix}'s. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // private to this package, never compared
record AddressPrefix(byte[] prefix, int bits) {
  /** Of text such as {@code 10.0.0.0/8}; only for constants. */
  static AddressPrefix of(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      byte[] address = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
      return new AddressPrefix(address, Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("prefix: " + cidr + " (expected: address/bits)", e);
    }
  }

  /** Whether {@code address}, in network order and of the same family, lies in the block. */
  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit));
      if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
