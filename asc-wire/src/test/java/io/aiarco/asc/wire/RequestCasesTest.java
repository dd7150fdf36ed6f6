package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.FittedRequest;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The catalogue's cases about requests, which no reader of replies can run: what a client of one
 * dialect sends, as the provider of another gets it. Each test names its number.
 */
class RequestCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireDialect OPENAI = new OpenAiDialect(OpenAiDialect.Flavour.OPENAI);
  private static final WireDialect COMPATIBLE = new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE);
  private static final WireDialect MISTRAL = new OpenAiDialect(OpenAiDialect.Flavour.MISTRAL);
  private static final WireDialect ANTHROPIC =
      new AnthropicDialect(AnthropicDialect.Version.V2023_06_01);

  @Test
  void case32HalfACharacterBecomesTheReplacement() throws IOException {
    JsonNode body =
        across(
            OPENAI,
            "{'model':'m','messages':[{'role':'user','content':'a\\ud83d','name':'\\ude00'}]}",
            OPENAI);

    assertEquals("a\uFFFD", body.at("/messages/0/content").textValue());
    assertEquals("\uFFFD", body.at("/messages/0/name").textValue());
  }

  @Test
  void case80ThinkingOfOneProviderIsLeftOutForAnotherAndSaid() throws IOException {
    ChatRequest read =
        read(
            ANTHROPIC,
            "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'a'},"
                + "{'role':'assistant','content':["
                + "{'type':'thinking','thinking':'t','signature':'c2ln'},"
                + "{'type':'tool_use','id':'toolu_01','name':'f','input':{'x':1}}]},"
                + "{'role':'user','content':["
                + "{'type':'tool_result','tool_use_id':'toolu_01','content':'r'}]}]}");

    FittedRequest fitted = FittedRequest.of(read, endpoint(MISTRAL), false);
    JsonNode sent =
        JSON.readTree(MISTRAL.requestBody((ChatRequest) fitted.request(), "m", 9, false));

    assertEquals("[reasoning: 1 pieces that p/m@eu did not write]", fitted.warnings().toString());
    String id = sent.at("/messages/1/tool_calls/0/id").textValue();
    assertTrue(id.matches("[a-zA-Z0-9]{9}"), id);
    assertEquals(id, sent.at("/messages/2/tool_call_id").textValue());
    assertThrows(InvalidRequestException.class, () -> MISTRAL.requestBody(read, "m", 9, false));
  }

  @Test
  void case81ToolMessagesBecomeOneTurnOfResultsInTheirOrder() throws IOException {
    JsonNode body =
        across(
            OPENAI,
            "{'model':'m','messages':[{'role':'user','content':'a'},"
                + "{'role':'assistant','content':null,'tool_calls':["
                + "{'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}},"
                + "{'id':'c2','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'c1','content':'one'},"
                + "{'role':'tool','tool_call_id':'c2','content':'two'},"
                + "{'role':'user','content':'b'}]}",
            ANTHROPIC);

    assertEquals(3, body.path("messages").size());
    JsonNode results = body.at("/messages/2/content");
    assertEquals("c1", results.at("/0/tool_use_id").textValue());
    assertEquals("c2", results.at("/1/tool_use_id").textValue());
    assertEquals("b", results.at("/2/text").textValue());
    assertEquals(3, results.size());
  }

  @Test
  void case82EmptyTextOfTheModelIsLeftOut() throws IOException {
    JsonNode body =
        across(
            OPENAI,
            "{'model':'m','messages':[{'role':'user','content':'a'},"
                + "{'role':'assistant','content':'','tool_calls':["
                + "{'id':'c1','type':'function','function':{'name':'f','arguments':''}}]},"
                + "{'role':'tool','tool_call_id':'c1','content':''}]}",
            ANTHROPIC);

    assertEquals(1, body.at("/messages/1/content").size());
    assertEquals("tool_use", body.at("/messages/1/content/0/type").textValue());
  }

  @Test
  void case83TemperatureOutOfRangeIsRefusedAndNotClamped() {
    String request = "{'model':'m','temperature':1.7,'messages':[{'role':'user','content':'a'}]}";

    String refusal =
        String.valueOf(
            assertThrows(InvalidRequestException.class, () -> across(OPENAI, request, ANTHROPIC))
                .getMessage());

    assertTrue(refusal.startsWith("request: asks for [temperature-above-1]"), refusal);
  }

  @Test
  void case84TheLimitStandsUnderItsNameOnEveryWire() throws IOException {
    for (String field : new String[] {"max_tokens", "max_completion_tokens"}) {
      String request = "{'model':'m','" + field + "':7,'messages':[{'role':'user','content':'a'}]}";

      assertEquals(7, across(OPENAI, request, OPENAI).path("max_completion_tokens").intValue());
      assertEquals(7, across(OPENAI, request, COMPATIBLE).path("max_tokens").intValue());
      assertEquals(7, across(OPENAI, request, ANTHROPIC).path("max_tokens").intValue());
    }
  }

  private static JsonNode across(WireDialect from, String request, WireDialect to)
      throws IOException {
    ChatRequest read = read(from, request);
    return JSON.readTree(to.requestBody(read, "m", read.maxOutputTokens().orElse(400), false));
  }

  private static ChatRequest read(WireDialect from, String request) {
    byte[] body = request.replace('\'', '"').getBytes(UTF_8);
    return from.readRequest(body, body.length).request();
  }

  private static ModelEndpoint endpoint(WireDialect dialect) {
    return new ModelEndpoint(
        new EndpointId(new ProviderId("p"), new ModelName("m"), new Region("eu")),
        "key",
        Capabilities.builder(1_000, 100).dialect(dialect.name()).build());
  }
}
