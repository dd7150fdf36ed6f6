package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests a provider would not take are not taken here either, and use up no reply. */
class RefusalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"model\":\"m\"",
        "{\"model\":\"m\"} trailing",
        "{\"model\":\"m\",\"model\":\"n\",\"max_tokens\":5,\"messages\":Q}",
        "{\"max_tokens\":5,\"messages\":Q}",
        "{\"model\":7,\"max_tokens\":5,\"messages\":Q}",
        "{\"model\":\"m\",\"max_tokens\":5}",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[]}",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":\"hi\"}",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"boss\",\"content\":\"hi\"}]}",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\"}]}",
        "{\"model\":\"m\",\"max_tokens\":-1,\"messages\":Q}",
        "{\"model\":\"m\",\"max_tokens\":1.5,\"messages\":Q}",
        "{\"model\":\"m\",\"max_tokens\":1e999999999,\"messages\":Q}",
        "{\"model\":\"m\",\"max_tokens\":5,\"stream\":\"yes\",\"messages\":Q}",
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d\"}]}",
      })
  void malformedBodiesAreRefusedInTheDialectsShape(String body) throws Exception {
    String request = body.replace("Q", Client.QUESTION);
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("kept"));

      HttpResponse<String> openAi = Client.send(Client.request(simulator, Dialect.OPENAI, request));
      HttpResponse<String> anthropic =
          Client.send(Client.request(simulator, Dialect.ANTHROPIC, request));

      assertEquals(400, openAi.statusCode(), openAi.body());
      assertTrue(
          openAi.body().contains("\"type\":\"invalid_request_error\",\"param\":"), openAi.body());
      assertEquals(400, anthropic.statusCode(), anthropic.body());
      assertTrue(
          anthropic
              .body()
              .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\""),
          anthropic.body());
      assertEquals(1, simulator.repliesLeft());
    }
  }

  @Test
  void anthropicWantsItsVersionAndALimit() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      String body = Client.body(Dialect.ANTHROPIC, false);
      URI uri = simulator.baseUrl().resolve("/v1/messages");
      HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);

      HttpResponse<String> unversioned = Client.send(HttpRequest.newBuilder(uri).POST(publisher));
      HttpResponse<String> unlimited =
          Client.send(
              Client.request(
                  simulator, Dialect.ANTHROPIC, body.replace("\"max_tokens\":100,", "")));

      assertEquals(400, unversioned.statusCode());
      assertTrue(unversioned.body().contains("anthropic-version"), unversioned.body());
      assertEquals(400, unlimited.statusCode());
      assertTrue(unlimited.body().contains("max_tokens: Field required"), unlimited.body());
    }
  }

  @Test
  void aWrongKeyIsUnauthorizedInTheDialectsShape() throws Exception {
    Map<Dialect, String> codes =
        Map.of(
            Dialect.OPENAI, "\"code\":\"invalid_api_key\"",
            Dialect.ANTHROPIC, "\"type\":\"authentication_error\"",
            Dialect.VLLM, "\"type\":\"AuthenticationError\"",
            Dialect.MISTRAL, "{\"object\":\"error\",",
            Dialect.OPENAI_RESPONSES, "\"code\":\"invalid_api_key\"",
            Dialect.ANTHROPIC_2026, "\"type\":\"authentication_error\"",
            Dialect.TGI, "{\"error\":\"Incorrect",
            Dialect.OLLAMA, "\"type\":\"api_error\"",
            Dialect.AZURE_OPENAI, "{\"error\":{\"code\":\"401\",");
    for (Dialect dialect : Dialect.values()) {
      try (Simulator simulator = Simulator.builder().dialects(dialect).requireKey("other").open()) {
        HttpResponse<String> refused = Client.ask(simulator, dialect, true);
        HttpResponse<String> accepted = Client.ask(simulator.requireKey("key"), dialect, true);

        assertEquals(401, refused.statusCode());
        assertTrue(refused.body().contains(codes.getOrDefault(dialect, "?")), refused.body());
        assertEquals(200, accepted.statusCode());
      }
    }
  }

  @Test
  void modelsAreListedAndOthersUnknown() throws Exception {
    try (Simulator simulator = Simulator.builder().models("small", "large").open()) {
      URI uri = simulator.baseUrl().resolve("/v1/models");

      String openAi = Client.send(HttpRequest.newBuilder(uri)).body();
      String anthropic =
          Client.send(HttpRequest.newBuilder(uri).header("anthropic-version", "2023-06-01")).body();

      assertTrue(
          openAi.startsWith(
              "{\"object\":\"list\",\"data\":[{\"id\":\"small\",\"object\":\"model\""),
          openAi);
      assertTrue(
          anthropic.endsWith("\"has_more\":false,\"first_id\":\"small\",\"last_id\":\"large\"}"),
          anthropic);
      HttpResponse<String> unknown = Client.ask(simulator, Dialect.OPENAI, false);
      assertEquals(404, unknown.statusCode());
      assertTrue(unknown.body().contains("\"code\":\"model_not_found\""), unknown.body());
    }
  }

  @Test
  void ollamaTakesImagesAsDataOnly() throws Exception {
    String image =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
            + "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"ADDRESS\"}}]}]}";
    try (Simulator simulator = Simulator.builder().dialects(Dialect.OLLAMA).open()) {
      String address = image.replace("ADDRESS", "https://example.com/a.png");
      String bytes = image.replace("ADDRESS", "data:image/png;base64,iVBORw0KGgo=");

      assertEquals(
          400, Client.send(Client.request(simulator, Dialect.OLLAMA, address)).statusCode());
      assertEquals(200, Client.send(Client.request(simulator, Dialect.OLLAMA, bytes)).statusCode());
    }
  }

  @Test
  void aDialectThatIsNotServedIsNotFound() throws Exception {
    try (Simulator simulator = Simulator.builder().dialects(Dialect.OPENAI).open()) {
      assertEquals(404, Client.ask(simulator, Dialect.ANTHROPIC, false).statusCode());
      assertEquals(200, Client.ask(simulator, Dialect.OPENAI, false).statusCode());
    }
  }
}
