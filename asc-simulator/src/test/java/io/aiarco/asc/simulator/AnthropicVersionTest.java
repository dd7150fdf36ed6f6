package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two versions of Messages take and refuse, and the counting of tokens. */
class AnthropicVersionTest {

  private static final String BODY = Client.body(Dialect.ANTHROPIC, false);

  @ParameterizedTest
  @ValueSource(strings = {"temperature", "top_p", "top_k"})
  void theNewerVersionRefusesSampling(String name) throws Exception {
    String body = BODY.replace("{\"model\"", "{\"" + name + "\":1,\"model\"");

    HttpResponse<String> newer = send(Dialect.ANTHROPIC_2026, body);

    assertEquals(200, send(Dialect.ANTHROPIC, body).statusCode());
    assertEquals(400, newer.statusCode());
    assertTrue(newer.body().contains(name + ": Extra inputs are not permitted"), newer.body());
  }

  @Test
  void onlyTheNewerVersionTakesSystemTurns() throws Exception {
    String body =
        BODY.replace("\"messages\":[", "\"messages\":[{\"role\":\"system\",\"content\":\"Hi.\"},");

    assertEquals(400, send(Dialect.ANTHROPIC, body).statusCode());
    assertEquals(200, send(Dialect.ANTHROPIC_2026, body).statusCode());
  }

  @Test
  void theNewerVersionTakesKeysAsBearerTokensOnly() throws Exception {
    try (Simulator simulator = Simulator.builder().requireKey("key").open()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(simulator.baseUrl().resolve("/v1/messages"))
              .header("anthropic-version", "2026-10-21")
              .header("x-api-key", "key")
              .POST(HttpRequest.BodyPublishers.ofString(BODY));

      assertEquals(401, Client.send(request).statusCode());
      assertEquals(200, Client.ask(simulator, Dialect.ANTHROPIC_2026, false).statusCode());
    }
  }

  @Test
  void onlyTheNewerVersionNamesTheErrorCode() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      Fault fault = Fault.error(400, "invalid_request_error", "thread_not_found");
      simulator.reply(Reply.failing(fault)).reply(Reply.failing(fault));
      simulator.reply(Reply.failing(Fault.quotaExhausted()));

      String first = Client.ask(simulator, Dialect.ANTHROPIC, false).body();
      String newer = Client.ask(simulator, Dialect.ANTHROPIC_2026, false).body();
      String quota = Client.ask(simulator, Dialect.ANTHROPIC_2026, false).body();

      assertTrue(!first.contains("details"), first);
      assertTrue(newer.contains("\"details\":{\"error_code\":\"thread_not_found\"}"), newer);
      assertTrue(quota.contains("{\"error_code\":\"enforced_spend_limit_reached\"}"), quota);
    }
  }

  @Test
  void tokensAreCountedWithoutALimitAndWithoutUsingUpAReply() throws Exception {
    String body = "{\"model\":\"m\",\"messages\":" + Client.QUESTION + "}";
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("kept"));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(simulator.baseUrl().resolve("/v1/messages/count_tokens"))
              .header("anthropic-version", "2023-06-01")
              .POST(HttpRequest.BodyPublishers.ofString(body));

      assertEquals("{\"input_tokens\":4}", Client.send(request).body());
      assertEquals(1, simulator.repliesLeft());
      simulator.otherwise(call -> Reply.failing(Fault.status(529)));
      assertEquals(529, Client.send(request).statusCode());
    }
  }

  @Test
  void thoughtsComeBackWithTheirSignatureOrNotAtAll() throws Exception {
    String replay =
        "\"messages\":[{\"role\":\"user\",\"content\":\"?\"},{\"role\":\"assistant\",\"content\":["
            + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"S\"},"
            + "{\"type\":\"text\",\"text\":\"!\"}]},";
    String body = BODY.replace("\"messages\":[", replay);

    assertEquals(200, send(Dialect.ANTHROPIC, body.replace("\"S\"", "\"c2ln\"")).statusCode());
    assertEquals(400, send(Dialect.ANTHROPIC, body.replace("\"S\"", "\"\"")).statusCode());
  }

  private static HttpResponse<String> send(Dialect dialect, String body) throws Exception {
    try (Simulator simulator = Simulator.open()) {
      return Client.send(Client.request(simulator, dialect, body));
    }
  }
}
