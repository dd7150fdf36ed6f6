package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.egress.EgressRefusedException;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real listener on loopback counts who gets through. */
@Tag("okhttp4")
class EgressGuardTest {
  private LoopbackServer server;
  private OkHttpEgress egress;

  @BeforeEach
  void open() throws IOException {
    server = LoopbackServer.answering(LoopbackServer.ok("reached"));
    egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    egress.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "0.0.0.0"
      })
  void noSpellingOfLoopbackIsDialledInThePublicZone(String host) {
    URI url = URI.create("https://" + host + ":" + server.port() + "/");

    IOException refused =
        assertThrows(
            IOException.class,
            () -> egress.open(Requests.to(url).zone(TrustZone.PUBLIC).post("x")));

    assertEquals(EgressRefusedException.class, refused.getClass(), refused.toString());
    assertEquals(0, server.connections());
  }

  /** OkHttp alone, so that nothing but the socket stands between a host text and the listener. */
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.1", "2130706433", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"})
  void socketRefusesWhatNoNameLookupEverSees(String host) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .socketFactory(new GuardedSockets(AddressGuard.of(TrustZone.PUBLIC, false)))
            .build();
    Request request =
        new Request.Builder().url("http://" + host + ":" + server.port() + "/").build();

    assertThrows(IOException.class, () -> client.newCall(request).execute());

    assertEquals(0, server.connections());
  }

  @Test
  void nameThatResolvesToLoopbackIsRefusedByName() {
    try (OkHttpEgress rebinding =
        OkHttpEgress.open(
            EgressConfig.STANDARD,
            Clock.systemUTC(),
            host ->
                new InetAddress[] {
                  InetAddress.getByName("1.1.1.1"), InetAddress.getByName("127.0.0.1")
                })) {
      URI url = URI.create("https://api.example.com:" + server.port() + "/");

      EgressRefusedException refused =
          assertThrows(
              EgressRefusedException.class,
              () -> rebinding.open(Requests.to(url).zone(TrustZone.PUBLIC).post("x")));

      assertEquals(
          "address: 127.0.0.1 is loopback (expected in zone public: [public])",
          refused.getMessage());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void everyWayToMakeASocketIsGuarded() throws IOException {
    GuardedSockets sockets = new GuardedSockets(AddressGuard.of(TrustZone.PUBLIC, true));
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    int port = server.port();

    assertThrows(
        EgressRefusedException.class, () -> sockets.createSocket("127.0.0.1", port).close());
    assertThrows(EgressRefusedException.class, () -> sockets.createSocket(loopback, port).close());
    assertThrows(
        EgressRefusedException.class,
        () -> sockets.createSocket("127.0.0.1", port, loopback, 0).close());
    assertThrows(
        EgressRefusedException.class,
        () -> sockets.createSocket(loopback, port, loopback, 0).close());
    assertEquals(0, server.connections());
  }

  @Test
  void socketsSendShortSegmentsAtOnce() throws IOException {
    try (Socket socket =
        new GuardedSockets(AddressGuard.of(TrustZone.LOOPBACK, false))
            .createSocket("127.0.0.1", server.port())) {
      assertEquals(true, socket.getTcpNoDelay());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.example.com/", "ftp://api.example.com/", "api.example.com"})
  void publicZoneRequiresTls(String url) {
    assertThrows(
        EgressRefusedException.class,
        () -> egress.open(Requests.to(URI.create(url)).zone(TrustZone.PUBLIC).post("x")));
  }

  @Test
  void userInfoIsRefused() {
    URI url = URI.create("https://key@api.example.com/");

    EgressRefusedException refused =
        assertThrows(
            EgressRefusedException.class,
            () -> egress.open(Requests.to(url).zone(TrustZone.PUBLIC).post("x")));

    assertEquals(false, refused.getMessage().contains("key@"));
  }
}
