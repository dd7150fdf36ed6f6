package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.egress.EgressRefusedException;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.128.0.0, PUBLIC",
    "223.255.255.255, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "fc00::1, PRIVATE",
    "fdff::1, PRIVATE",
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "::1, LOOPBACK",
    "0.0.0.0, FORBIDDEN",
    "0.1.2.3, FORBIDDEN",
    "169.254.169.254, FORBIDDEN",
    "100.100.100.200, FORBIDDEN",
    "168.63.129.16, FORBIDDEN",
    "192.0.0.192, FORBIDDEN",
    "224.0.0.1, FORBIDDEN",
    "255.255.255.255, FORBIDDEN",
    "::, FORBIDDEN",
    "fe80::1, FORBIDDEN",
    "fec0::1, FORBIDDEN",
    "ff02::1, FORBIDDEN",
    "fd00:ec2::254, FORBIDDEN",
    "fd20:ce::254, FORBIDDEN",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2, FORBIDDEN",
    "2001:db8::1, FORBIDDEN",
    "64:ff9b::7f00:1, LOOPBACK",
    "64:ff9b::a9fe:a9fe, FORBIDDEN",
    "64:ff9b::101:101, PUBLIC",
    "64:ff9b:1::101:101, FORBIDDEN",
    "::127.0.0.1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "::ffff:10.0.0.1, PRIVATE",
    "2002:7f00:1::, LOOPBACK",
    "2002:a00:1::, PRIVATE",
    "2002:101:101::, PUBLIC",
  })
  void addressIsOfItsKind(String address, AddressKind kind) throws UnknownHostException {
    assertEquals(kind, AddressKind.of(InetAddress.getByName(address)));
  }

  @Property
  void ipv4CarriedInIpv6IsOfTheSameKind(@ForAll @Size(4) byte[] v4) {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(v4, 0, mapped, 12, 4);
    byte[] nat64 = {0, 0x64, -1, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, v4[0], v4[1], v4[2], v4[3]};
    byte[] sixToFour = {0x20, 2, v4[0], v4[1], v4[2], v4[3], 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    assertEquals(AddressKind.of(v4), AddressKind.of(mapped));
    assertEquals(AddressKind.of(v4), AddressKind.of(nat64));
    assertEquals(AddressKind.of(v4), AddressKind.of(sixToFour));
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "fd00:ec2::254", "fe80::1", "0.0.0.0", "224.0.0.1"})
  void noZoneAdmitsWhatNoModelLivesAt(String address) throws UnknownHostException {
    InetAddress dialled = InetAddress.getByName(address);

    for (TrustZone zone : TrustZone.values()) {
      assertThrows(EgressRefusedException.class, () -> AddressGuard.of(zone, true).check(dialled));
      assertThrows(EgressRefusedException.class, () -> AddressGuard.of(zone, false).check(dialled));
    }
  }

  @Test
  void privateZoneReachesPublicAddressesOnlyEncrypted() throws IOException {
    InetAddress internet = InetAddress.getByName("1.1.1.1");

    AddressGuard.of(TrustZone.PRIVATE, true).check(internet);
    EgressRefusedException refused =
        assertThrows(
            EgressRefusedException.class,
            () -> AddressGuard.of(TrustZone.PRIVATE, false).check(internet));

    assertEquals(
        "address: 1.1.1.1 is public (expected in zone private without TLS: [private])",
        refused.getMessage());
  }
}
