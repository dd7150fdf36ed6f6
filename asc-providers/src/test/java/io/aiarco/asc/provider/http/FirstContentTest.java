package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that only shows that it lives does not keep a call for ever. */
@Tag("okhttp4")
@Timeout(20)
class FirstContentTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: ";
  private static final String STREAM = HEAD + "text/event-stream\r\n\r\n";
  private static final String WHOLE = HEAD + "application/json\r\n\r\n";
  private static final String HELLO =
      "data:"
          + " {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}\n\n";
  private static final String END =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";
  private static final String REPLY =
      "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private final OkHttpEgress egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());

  @AfterEach
  void close() {
    egress.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | ': ping\n\n'",
        "true | 'event: ping\ndata: {\"type\":\"ping\"}\n\n'",
        "true | 'data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n'",
        "false | '\n'",
        "false | '   \r\n'"
      })
  void signsOfLifeForEverEndByTheFirstToken(boolean streamed, String sign) throws Exception {
    try (LoopbackServer server = LoopbackServer.open(peer -> repeat(peer, streamed, sign))) {
      ProviderFailure failure =
          assertThrows(
              ProviderFailure.class,
              () -> read(server, ProviderCalls.asking(streamed).firstToken(SHORT)));

      assertEquals(FailureClass.TIMEOUT, failure.failure());
    }
  }

  @Test
  void silenceAfterAPingEndsByTheShorterOfTheTwo() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.open(
            peer -> {
              peer.request();
              peer.send(STREAM);
              peer.chunk(": ping\n\n");
              peer.awaitClientGone();
            })) {
      assertEquals(
          FailureClass.TIMEOUT, failure(server, ProviderCalls.streamed().firstToken(SHORT)));
      assertEquals(
          FailureClass.TIMEOUT, failure(server, ProviderCalls.streamed().interChunk(SHORT)));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whatHasBegunMayPauseLongerThanTheFirstToken(boolean streamed) throws Exception {
    Duration firstToken = Duration.ofSeconds(1);
    CountDownLatch late = new CountDownLatch(1);
    String first = streamed ? HELLO : REPLY.substring(0, 20);
    String rest = streamed ? END : REPLY.substring(20);
    try (LoopbackServer server =
        LoopbackServer.open(
            peer -> {
              peer.request();
              peer.send(streamed ? STREAM : WHOLE);
              peer.chunk(streamed ? ": ping\n\n" : "\n");
              peer.chunk(first);
              late.await(1_300, TimeUnit.MILLISECONDS);
              peer.chunk(rest);
              peer.send("0\r\n\r\n");
              peer.awaitClientGone();
            })) {
      assertEquals("Hello", read(server, ProviderCalls.asking(streamed).firstToken(firstToken)));
    }
  }

  private static void repeat(LoopbackServer.Peer peer, boolean streamed, String sign)
      throws IOException, InterruptedException {
    peer.request();
    peer.send(streamed ? STREAM : WHOLE);
    CountDownLatch pause = new CountDownLatch(1);
    while (!pause.await(20, TimeUnit.MILLISECONDS)) {
      peer.chunk(sign);
    }
  }

  private FailureClass failure(LoopbackServer server, ProviderCalls calls) {
    return assertThrows(ProviderFailure.class, () -> read(server, calls)).failure();
  }

  private String read(LoopbackServer server, ProviderCalls calls) throws ProviderFailure {
    ProviderConfig config =
        new ProviderConfig(
            ProviderCalls.PROVIDER,
            ProviderKind.OPENAI,
            URI.create("http://127.0.0.1:" + server.port()),
            TrustZone.LOOPBACK);
    StringBuilder text = new StringBuilder();
    try (HttpChatProvider provider = new HttpChatProvider(config, egress, Clock.systemUTC());
        ProviderStream stream = provider.open(calls.call())) {
      for (StreamEvent event; (event = stream.next()) != null; ) {
        if (event instanceof StreamEvent.TextDelta delta) {
          text.append(delta.text());
        }
      }
    }
    return text.toString();
  }
}
