package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/1.1 as RFC 9112 frames it, seen from a raw socket. */
class HttpFramingTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String BODY = Client.body(Dialect.OPENAI, false);

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      for (int i = 1; i <= 3; i++) {
        client.post(PATH, "", BODY).readUntil("\"fp_simulator\"}");
      }

      assertEquals(3, simulator.awaitEnded(3, Duration.ofSeconds(5)).size());
    }
  }

  @Test
  void requestsSentBeforeTheReplyAreAnsweredInOrder() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      simulator.reply(Reply.text("first").fault(Fault.delayFirstByte(Duration.ofMillis(50))));
      simulator.reply(Reply.text("second"));

      String both =
          client.post(PATH, "", BODY).post(PATH, "Connection: close\r\n", BODY).readToEnd();

      assertTrue(both.indexOf("first") > 0 && both.indexOf("second") > both.indexOf("first"), both);
    }
  }

  @Property(tries = 60)
  void aBodyInAnyChunksArrivesWhole(@ForAll @IntRange(min = 1, max = 200) int chunk)
      throws IOException {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < BODY.length(); at += chunk) {
      String part = BODY.substring(at, Math.min(BODY.length(), at + chunk));
      chunks
          .append(Integer.toHexString(part.length()))
          .append(";x=y\r\n")
          .append(part)
          .append("\r\n");
    }
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      client
          .write("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
          .write(chunks + "0\r\nTrailer: t\r\n\r\n")
          .readUntil("\"fp_simulator\"}");

      assertEquals(BODY, simulator.arrivals().get(0).body().text());
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToContinue() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      client
          .write(
              "POST "
                  + PATH
                  + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n")
          .write("Content-Length: " + BODY.length() + "\r\n\r\n");

      client.readUntil("HTTP/1.1 100 Continue\r\n\r\n");
      String reply = client.write(BODY).readToEnd();

      assertTrue(reply.startsWith("HTTP/1.1 200 OK\r\n"), reply);
    }
  }

  @Test
  void anOlderClientGetsAStreamWithoutChunks() throws Exception {
    String body = Client.body(Dialect.OPENAI, true);
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      String reply =
          client
              .write(
                  "POST "
                      + PATH
                      + " HTTP/1.0\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
              .readToEnd();

      assertTrue(!reply.contains("chunked") && reply.endsWith("data: [DONE]\n\n"), reply);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | GET",
        "400 | GET  /v1/models HTTP/1.1~Host: x~~",
        "400 | GET v1/models HTTP/1.1~Host: x~~",
        "505 | GET /v1/models HTTP/2.0~Host: x~~",
        "400 | GET /v1/models HTTP/1.1~~",
        "400 | GET /v1/models HTTP/1.1~Host: x~Host: y~~",
        "400 | GET /v1/models HTTP/1.1~Host : x~~",
        "400 | GET /v1/models HTTP/1.1~Host: x~ folded~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: -1~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: 1x~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: 5~~abc",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: 3~Content-Length: 3~~abc",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: 3~Transfer-Encoding: chunked~~0~~",
        "413 | POST /v1/messages HTTP/1.1~Host: x~Content-Length: 99999999999~~",
        "501 | POST /v1/messages HTTP/1.1~Host: x~Transfer-Encoding: gzip~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Transfer-Encoding: chunked~~zz~abc~0~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Transfer-Encoding: chunked~~2~abc~0~~",
        "400 | POST /v1/messages HTTP/1.1~Host: x~Transfer-Encoding: chunked~~~abc~0~~",
        "413 | POST /v1/messages HTTP/1.1~Host: x~Transfer-Encoding: chunked~~FFFFFFFFF~abc~0~~",
      })
  void malformedRequestsAreRefusedAndTheConnectionEnds(int status, String request)
      throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      String reply = client.write(request.replace("~", "\r\n")).endOfInput().readToEnd();

      assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
      assertEquals(List.of(), simulator.arrivals());
    }
  }

  @Test
  void bareLineFeedsAreRefused() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      String reply = client.write("GET /v1/models HTTP/1.1\nHost: x\n\n").readToEnd();

      assertTrue(reply.startsWith("HTTP/1.1 400 "), reply);
    }
  }

  @Test
  void anOversizedHeadIsRefusedBeforeItEnds() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      String reply =
          client
              .write("GET /v1/models HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(20_000))
              .readToEnd();

      assertTrue(reply.startsWith("HTTP/1.1 431 "), reply);
    }
  }
}
