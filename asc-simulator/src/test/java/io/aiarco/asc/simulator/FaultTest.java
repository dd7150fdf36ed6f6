package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  private static final Clock FIXED = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Reply FIVE_WORDS = Reply.text("Your parcel is in Lyon.");

  @Property(tries = 40)
  void piecesOfAnySizeGiveTheSameBytes(
      @ForAll @IntRange(min = 1, max = 400) int bytes, @ForAll boolean stream) throws Exception {
    for (Dialect dialect : Dialect.values()) {
      String whole = body(dialect, stream, FIVE_WORDS);
      String pieces = body(dialect, stream, FIVE_WORDS.fault(Fault.pieces(bytes)));

      assertEquals(whole, pieces);
    }
  }

  @Property(tries = 40)
  void aStreamStoppedAfterAnyEventIsItsBeginning(@ForAll @IntRange(min = 0, max = 12) int events)
      throws Exception {
    for (Dialect dialect : Dialect.values()) {
      List<String> all = events(body(dialect, true, FIVE_WORDS));
      List<String> some = events(body(dialect, true, FIVE_WORDS.fault(Fault.endAfter(events))));

      assertEquals(all.subList(0, Math.min(events, all.size())), some);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aStatusCarriesTheDialectsErrorBodyAndTheHeaders(Dialect dialect) throws Exception {
    HttpResponse<String> response =
        answer(dialect, false, Reply.failing(Fault.status(429, Map.of("Retry-After", "7"))));

    assertEquals(429, response.statusCode());
    assertEquals("7", response.headers().firstValue("Retry-After").orElse(""));
    String expected =
        switch (dialect) {
          case OPENAI, OPENAI_RESPONSES ->
              "\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}";
          case ANTHROPIC, ANTHROPIC_2026 ->
              "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",";
          case VLLM -> "\"code\":429}}";
          case TGI -> "\"error_type\":\"overloaded\"}";
          case OLLAMA -> "\"type\":\"api_error\",\"param\":null,\"code\":null}}";
          case AZURE_OPENAI -> "{\"error\":{\"code\":\"429\",\"message\":";
          case MISTRAL -> "\"type\":\"rate_limited\",\"param\":null,\"code\":\"1300\"";
        };
    assertTrue(response.body().contains(expected), response.body());
  }

  @Test
  void quotaIsNotARateLimit() throws Exception {
    HttpResponse<String> response =
        answer(Dialect.OPENAI, false, Reply.failing(Fault.quotaExhausted()));

    assertEquals(429, response.statusCode());
    assertTrue(response.body().contains("\"type\":\"insufficient_quota\""), response.body());
  }

  @Test
  void cutLeavesAnOpenBody() throws Exception {
    for (boolean stream : List.of(false, true)) {
      assertThrows(
          IOException.class,
          () -> answer(Dialect.OPENAI, stream, FIVE_WORDS.fault(Fault.cutAfter(2))));
    }
  }

  @Test
  void cutAfterBytesStopsInTheMiddleOfAnEvent() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      simulator.reply(FIVE_WORDS.fault(Fault.cutAfterBytes(9)));
      client.post("/v1/chat/completions", "", Client.body(Dialect.OPENAI, true));

      String read = client.readToEnd();

      assertTrue(read.endsWith("\r\n9\r\ndata: {\"i\r\n"), read);
      assertEquals(
          Arrival.Ending.CUT, simulator.awaitEnded(1, Duration.ofSeconds(5)).get(0).ending());
    }
  }

  @Test
  void resetArrivesAsAReset() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      simulator.reply(FIVE_WORDS.fault(Fault.resetAfter(3)));
      client.post("/v1/chat/completions", "", Client.body(Dialect.OPENAI, true));

      client.readToReset();

      assertEquals(
          Arrival.Ending.CUT, simulator.awaitEnded(1, Duration.ofSeconds(5)).get(0).ending());
    }
  }

  @Test
  void anErrorEventEndsAStreamThatHadBegun() throws Exception {
    Reply reply = FIVE_WORDS.fault(Fault.errorEventAfter(3));

    List<String> openAi = events(body(Dialect.OPENAI, true, reply));
    List<String> anthropic = events(body(Dialect.ANTHROPIC, true, reply));

    assertEquals(4, openAi.size());
    assertTrue(openAi.get(3).startsWith("data: {\"error\":{\"message\":"), openAi.get(3));
    assertEquals(4, anthropic.size());
    assertTrue(
        anthropic
            .get(3)
            .startsWith(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\""),
        anthropic.get(3));
  }

  @Test
  void theEndOfABrokenStreamIsTheDialectsOwn() throws Exception {
    Reply reply = FIVE_WORDS.fault(Fault.errorEventAfter(1));

    List<String> tgi = events(body(Dialect.TGI, true, reply));
    List<String> mistral = events(body(Dialect.MISTRAL, true, reply));

    assertTrue(tgi.get(1).endsWith("\"http_status_code\":500}}\n\n"), tgi.get(1));
    assertEquals("data: [DONE]\n\n", tgi.get(2));
    assertEquals(2, mistral.size());
    assertTrue(mistral.get(1).startsWith("data: {\"object\":\"error\","), mistral.get(1));
  }

  @Test
  void bodiesThatAreNoReplyStillComeWithTheirStatus() throws Exception {
    assertEquals("null", answer(Dialect.OPENAI, false, Reply.failing(Fault.nullBody())).body());
    assertEquals("", answer(Dialect.ANTHROPIC, true, Reply.failing(Fault.emptyBody())).body());
    HttpResponse<String> html = answer(Dialect.OPENAI, true, Reply.failing(Fault.html(502)));
    assertEquals(502, html.statusCode());
    assertTrue(html.body().startsWith("<html>"), html.body());
  }

  @Test
  void goldenBytesLeaveAsTheyAre() throws Exception {
    String recorded = "data: {\"a\":1}\r\n\r\n: comment\n\ndata: é\r\rdata: no end";

    assertEquals(recorded, body(Dialect.OPENAI, true, Reply.goldenStream(recorded)));
    assertEquals(
        "data: {\"a\":1}\r\n\r\n: comment\n\n",
        body(Dialect.OPENAI, true, Reply.goldenStream(recorded).fault(Fault.endAfter(2))));
  }

  @Test
  void rawBytesAreTheWholeResponse() throws Exception {
    String response = "HTTP/1.1 299 Odd\r\nX-Odd: yes\r\nContent-Length: 2\r\n\r\nhi";
    HttpResponse<String> answer =
        answer(Dialect.OPENAI, false, Reply.raw(response.getBytes(StandardCharsets.UTF_8)));

    assertEquals(299, answer.statusCode());
    assertEquals("hi", answer.body());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  void nonsenseIsRefusedWhenTheFaultIsMade(int value) {
    assertThrows(IllegalArgumentException.class, () -> Fault.pieces(value));
    assertThrows(IllegalArgumentException.class, () -> Fault.cutAfter(value - 1));
  }

  @Test
  void aHealthyReplyKeepsTheConnection() throws Exception {
    assertFalse(
        answer(Dialect.OPENAI, false, FIVE_WORDS).headers().firstValue("Connection").isPresent());
  }

  private static List<String> events(String body) {
    return body.isEmpty()
        ? List.of()
        : List.of(body.split("(?<=\n\n)", -1)).stream().filter(e -> !e.isEmpty()).toList();
  }

  private static String body(Dialect dialect, boolean stream, Reply reply) throws Exception {
    return answer(dialect, stream, reply).body();
  }

  private static HttpResponse<String> answer(Dialect dialect, boolean stream, Reply reply)
      throws Exception {
    try (Simulator simulator = Simulator.builder().dialects(dialect).clock(FIXED).open()) {
      return Client.ask(simulator.reply(reply), dialect, stream);
    }
  }
}
