package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is Azure's own: paths, keys, regions and the content filter. */
class AzureTest {

  @Test
  void aDeploymentNeedsAnApiVersionAndTheUndatedPathAModel() throws Exception {
    String deployment = "/openai/deployments/gpt/chat/completions";
    String unnamed = "{\"messages\":" + Client.QUESTION + "}";
    String named = "{\"model\":\"gpt\",\"messages\":" + Client.QUESTION + "}";
    try (Simulator simulator = Simulator.open()) {
      assertEquals(404, post(simulator, deployment, unnamed).statusCode());
      assertEquals(200, post(simulator, deployment + "?api-version=1", unnamed).statusCode());
      assertEquals(400, post(simulator, "/openai/v1/chat/completions", unnamed).statusCode());
      assertEquals(200, post(simulator, "/openai/v1/chat/completions", named).statusCode());
      assertEquals("gpt", simulator.arrivals().get(1).model());
      assertEquals("gpt", simulator.arrivals().get(3).model());
    }
  }

  @Test
  void aKeyMayBeABearerToken() throws Exception {
    try (Simulator simulator = Simulator.builder().requireKey("key").open()) {
      String body = "{\"model\":\"m\",\"messages\":" + Client.QUESTION + "}";
      HttpRequest.Builder bearer =
          HttpRequest.newBuilder(simulator.baseUrl().resolve("/openai/v1/chat/completions"))
              .header("Authorization", "Bearer key")
              .POST(HttpRequest.BodyPublishers.ofString(body));

      assertEquals(200, Client.send(bearer).statusCode());
    }
  }

  @Test
  void responsesNameRegionAndRequestAndTheScriptMayNameAnother() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      HttpResponse<String> usual = Client.ask(simulator, Dialect.AZURE_OPENAI, true);
      simulator.reply(Reply.text("hi").header("x-ms-region", "East US"));
      HttpResponse<String> elsewhere = Client.ask(simulator, Dialect.AZURE_OPENAI, true);

      assertEquals("Sweden Central", usual.headers().firstValue("x-ms-region").orElse(""));
      assertEquals("simulator-1", usual.headers().firstValue("apim-request-id").orElse(""));
      assertEquals("East US", elsewhere.headers().firstValue("x-ms-region").orElse(""));
    }
  }

  @Test
  void aFilteredPromptNamesItsFilter() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.failing(Fault.promptFiltered()));

      HttpResponse<String> refused = Client.ask(simulator, Dialect.AZURE_OPENAI, true);

      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("\"code\":\"content_filter\""), refused.body());
      assertTrue(
          refused.body().contains("\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\","),
          refused.body());
      assertTrue(refused.body().contains("\"violence\":{\"filtered\":true"), refused.body());
    }
  }

  private static HttpResponse<String> post(Simulator simulator, String target, String body)
      throws Exception {
    return Client.send(
        HttpRequest.newBuilder(simulator.baseUrl().resolve(target))
            .header("api-key", "key")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
