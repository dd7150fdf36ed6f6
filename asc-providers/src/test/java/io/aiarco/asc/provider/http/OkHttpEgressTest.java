package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("okhttp4")
class OkHttpEgressTest {
  private OkHttpEgress egress;

  @BeforeEach
  void open() {
    egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    egress.close();
  }

  private String body(EgressRequest request) throws IOException {
    try (EgressResponse answer = egress.open(request)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void sendsBodyAndHeadersAndNothingElseButHttp() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(LoopbackServer.ok("answer"))) {
      Map<String, String> headers =
          Map.of("Content-Type", "application/json", "Authorization", "Bearer k");

      String answer = body(Requests.to(server).headers(headers).post("question"));

      assertEquals("answer", answer);
      String expected =
          """
          POST /path HTTP/1.1
          accept-encoding: identity
          authorization: Bearer k
          connection: Keep-Alive
          content-length: 8
          content-type: application/json
          host: 127.0.0.1:%d
          user-agent: aiarco-asc
          """
              .formatted(server.port());
      assertEquals(expected, sortedHead(server.requests().get(0)));
      assertTrue(server.requests().get(0).endsWith("\r\n\r\nquestion"));
    }
  }

  private static String sortedHead(String request) {
    String[] lines = request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n");
    StringBuilder head = new StringBuilder(lines[0]).append('\n');
    Arrays.stream(lines, 1, lines.length)
        .map(
            line -> {
              int colon = line.indexOf(':');
              return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
            })
        .sorted()
        .forEach(line -> head.append(line).append('\n'));
    return head.toString();
  }

  @Test
  void redirectIsHandedBackAndTheKeyStays() throws IOException {
    try (LoopbackServer thief = LoopbackServer.answering(LoopbackServer.ok("stolen"));
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                    + thief.url()
                    + "\r\nContent-Length: 0\r\n\r\n")) {
      EgressRequest request =
          Requests.to(server).headers(Map.of("x-api-key", "secret")).post("question");

      try (EgressResponse answer = egress.open(request)) {
        assertEquals(307, answer.status());
        assertEquals("127.0.0.1", answer.host());
      }
      assertEquals(0, thief.connections());
    }
  }

  @Test
  void unavailableWithRetryAfterZeroIsNotRepeated() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.answering(
            "HTTP/1.1 503 Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
      egress.open(Requests.to(server).post("question")).close();
      egress.open(Requests.to(server).get()).close();

      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void connectionServesTheNextCall() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(LoopbackServer.ok("answer"))) {
      for (int call = 0; call < 5; call++) {
        body(Requests.to(server).post("question"));
      }

      assertEquals(5, server.requests().size());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void connectionServesTheNextCallThoughNobodyReadTheBodysEnd() throws IOException {
    String events = "data: 1\n\n";
    String response =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n" + events + "\r\n0\r\n\r\n";
    try (LoopbackServer server = LoopbackServer.answering(response)) {
      for (int call = 0; call < 3; call++) {
        try (EgressResponse answer = egress.open(Requests.to(server).post("question"))) {
          assertEquals(9, answer.body().readNBytes(9).length);
        }
      }

      assertEquals(1, server.connections());
    }
  }

  @Test
  void refusedConnectionIsAConnectException() {
    // A port that was just free may be somebody else's by now; nobody serves the reserved port 1.
    URI nobody = URI.create("http://127.0.0.1:1/");

    assertThrows(ConnectException.class, () -> egress.open(Requests.to(nobody).post("x")));
  }

  @Test
  void headerThatWouldSplitTheRequestIsRefusedWithoutItsValue() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(LoopbackServer.ok("answer"))) {
      EgressRequest request =
          Requests.to(server).headers(Map.of("x-api-key", "canary\r\nHost: evil")).post("x");

      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> egress.open(request));

      assertFalse(refused.toString().contains("canary"));
      assertEquals(0, server.requests().size());
    }
  }

  @Test
  void cutBodyFailsTheRead() throws IOException {
    try (LoopbackServer server =
            LoopbackServer.open(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                });
        EgressResponse answer = egress.open(Requests.to(server).post("x"))) {
      assertThrows(IOException.class, () -> answer.body().readAllBytes());
      assertThrows(IOException.class, () -> answer.body().read());
    }
  }

  @Test
  void answerThatIsNoHttpIsNotQuoted() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering("canary 200 canary\r\n\r\n")) {
      ProtocolException e =
          assertThrows(
              ProtocolException.class, () -> egress.open(Requests.to(server).post("question")));

      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("canary"), trace.toString());
    }
  }

  @Test
  void closedTransportSendsNothing() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering(LoopbackServer.ok("answer"))) {
      egress.close();
      egress.close();

      assertThrows(
          InterruptedIOException.class, () -> egress.open(Requests.to(server).post("question")));
      assertEquals(0, server.requests().size());
    }
  }
}
