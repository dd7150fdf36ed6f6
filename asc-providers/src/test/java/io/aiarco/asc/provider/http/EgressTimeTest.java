package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait has its bound, whatever the server does. */
@Tag("okhttp4")
@Timeout(20)
class EgressTimeTest {
  private static final Duration SHORT = Duration.ofMillis(150);

  private OkHttpEgress egress;

  @BeforeEach
  void open() {
    egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    egress.close();
  }

  @Test
  void silenceBeforeTheHeadIsAFirstTokenTimeout() throws IOException {
    try (LoopbackServer server = LoopbackServer.silent()) {
      SocketTimeoutException e =
          assertThrows(
              SocketTimeoutException.class,
              () -> egress.open(Requests.to(server).firstToken(SHORT).post("x")));

      assertEquals("first-token: nothing from 127.0.0.1 within PT0.15S", e.getMessage());
    }
  }

  @Test
  void headThatDripsForEverIsAFirstTokenTimeout() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.open(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\n");
              dripUntilGone(peer, "x-more: 1\r\n");
            })) {
      assertThrows(
          SocketTimeoutException.class,
          () -> egress.open(Requests.to(server).firstToken(SHORT).post("x")));
    }
  }

  @Test
  void silenceAfterTheHeadIsStillTheFirstToken() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.open(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              peer.awaitClientGone();
            })) {
      assertThrows(SocketTimeoutException.class, () -> read(Requests.to(server).firstToken(SHORT)));
    }
  }

  @Test
  void pauseInTheBodyIsAnInterChunkTimeout() throws IOException {
    try (LoopbackServer server = stalling();
        EgressResponse answer = egress.open(Requests.to(server).interChunk(SHORT).post("x"))) {
      assertEquals('a', answer.body().read());

      assertThrows(SocketTimeoutException.class, () -> answer.body().read());
    }
  }

  @Test
  void interChunkMayBeLongerThanFirstToken() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    try (LoopbackServer server =
            LoopbackServer.open(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  peer.chunk("a");
                  late.await(1_300, TimeUnit.MILLISECONDS);
                  peer.chunk("b");
                });
        EgressResponse answer =
            egress.open(Requests.to(server).firstToken(Duration.ofSeconds(1)).post("x"))) {
      assertEquals('a', answer.body().read());
      assertEquals('b', answer.body().read());
    }
  }

  @Test
  void deadlineEndsAStreamThatFlowsWell() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.open(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              dripUntilGone(peer, "1\r\na\r\n");
            })) {
      SocketTimeoutException e =
          assertThrows(
              SocketTimeoutException.class,
              () -> read(Requests.to(server).deadline(Duration.ofMillis(400))));

      assertTrue(e.getMessage().startsWith("deadline: passed"), e.getMessage());
    }
  }

  @Test
  void deadlineBoundsTheFirstToken() throws IOException {
    try (LoopbackServer server = LoopbackServer.silent()) {
      SocketTimeoutException e =
          assertThrows(
              SocketTimeoutException.class,
              () -> egress.open(Requests.to(server).deadline(SHORT).post("x")));

      assertTrue(e.getMessage().startsWith("deadline: passed"), e.getMessage());
    }
  }

  @Test
  void passedDeadlineSendsNothing() throws IOException {
    try (LoopbackServer server = LoopbackServer.silent()) {
      assertThrows(
          SocketTimeoutException.class,
          () -> egress.open(Requests.to(server).deadline(Duration.ZERO).post("x")));

      assertEquals(0, server.connections());
    }
  }

  @Test
  void deadlineEndsAnAnswerNobodyReadsOrCloses() throws Exception {
    try (LoopbackServer server = stalling()) {
      egress.open(Requests.to(server).deadline(Duration.ofSeconds(1)).post("x"));

      assertTrue(server.awaitClientGone(5_000));
    }
  }

  @Test
  void handshakeThatNeverEndsIsAConnectTimeout() throws IOException {
    try (LoopbackServer server = LoopbackServer.open(LoopbackServer.Peer::awaitClientGone)) {
      URI url = URI.create("https://127.0.0.1:" + server.port() + "/");

      ConnectException e =
          assertThrows(
              ConnectException.class, () -> egress.open(Requests.to(url).connect(SHORT).post("x")));

      assertEquals("connect: no connection to 127.0.0.1 within PT0.15S", e.getMessage());
    }
  }

  @Test
  void lookupThatNeverEndsIsAConnectTimeout() {
    CountDownLatch never = new CountDownLatch(1);
    try (OkHttpEgress slow =
        OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC(), host -> hang(never))) {
      URI url = URI.create("https://slow.example.com/");

      assertThrows(
          ConnectException.class,
          () -> slow.open(Requests.to(url).zone(TrustZone.PUBLIC).connect(SHORT).post("x")));
      assertThrows(
          InterruptedIOException.class,
          () -> {
            Thread.currentThread().interrupt();
            slow.open(Requests.to(url).zone(TrustZone.PUBLIC).post("x"));
          });
      assertTrue(Thread.interrupted());
    } finally {
      never.countDown();
    }
  }

  private void read(Requests request) throws IOException {
    try (EgressResponse answer = egress.open(request.post("x"))) {
      answer.body().readAllBytes();
    }
  }

  private static InetAddress[] hang(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new InetAddress[0];
  }

  private static LoopbackServer stalling() throws IOException {
    return LoopbackServer.open(
        peer -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.chunk("a");
          peer.awaitClientGone();
        });
  }

  private static void dripUntilGone(LoopbackServer.Peer peer, String drop)
      throws IOException, InterruptedException {
    CountDownLatch pause = new CountDownLatch(1);
    while (!pause.await(20, TimeUnit.MILLISECONDS)) {
      peer.send(drop);
    }
  }
}
