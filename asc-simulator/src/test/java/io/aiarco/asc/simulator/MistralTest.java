package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Mistral refuses, and in which words. */
class MistralTest {

  private static final String CALL =
      "{\"role\":\"user\",\"content\":\"?\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"ID\","
          + "\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}]}";
  private static final String RESULT =
      "{\"role\":\"tool\",\"tool_call_id\":\"ID\",\"content\":\"Lyon\"}";

  @Test
  void aToolTurnWithIdsOfNineIsAccepted() throws Exception {
    assertEquals(200, ask(messages(CALL + "," + RESULT, "Ab3dE6gH9")).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"call_1", "Ab3dE6gH", "Ab3dE6gH90", "Ab3dE6g-9"})
  void otherIdsAreRefused(String id) throws Exception {
    HttpResponse<String> refused = ask(messages(CALL + "," + RESULT, id));

    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().startsWith("{\"object\":\"error\",\"message\":"), refused.body());
    assertTrue(refused.body().contains("\"code\":\"3280\""), refused.body());
  }

  @Test
  void aUserDirectlyAfterAToolIsRefused() throws Exception {
    String turns = CALL + "," + RESULT + ",{\"role\":\"user\",\"content\":\"And now?\"}";

    HttpResponse<String> refused = ask(messages(turns, "Ab3dE6gH9"));

    assertEquals(400, refused.statusCode());
    assertTrue(
        refused
            .body()
            .contains(
                "\"type\":\"invalid_request_message_order\",\"param\":null,\"code\":\"3230\""),
        refused.body());
  }

  @ParameterizedTest
  @CsvSource({"seed,1", "max_completion_tokens,5", "logprobs,true", "user,\"u\""})
  void fieldsOfOtherDialectsAreForbidden(String name, String value) throws Exception {
    String body = Client.body(Dialect.MISTRAL, false);

    HttpResponse<String> refused =
        ask(body.replace("{\"model\"", "{\"" + name + "\":" + value + ",\"model\""));

    assertEquals(422, refused.statusCode());
    assertEquals(
        "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\""
            + name
            + "\"],\"msg\":\"Extra inputs are not permitted\"}]}",
        refused.body());
  }

  @Test
  void aWrongFormNamesItsPlace() throws Exception {
    HttpResponse<String> refused = ask(messages("{\"role\":\"boss\",\"content\":\"?\"}", ""));

    assertEquals(422, refused.statusCode());
    assertTrue(
        refused.body().contains("\"loc\":[\"body\",\"messages\",0,\"role\"]"), refused.body());
  }

  @Test
  void responsesNameTheirCorrelationId() throws Exception {
    assertEquals(
        "simulator-1",
        ask(Client.body(Dialect.MISTRAL, true))
            .headers()
            .firstValue("mistral-correlation-id")
            .orElse(""));
  }

  @Property
  void anyIdBecomesOneOfNineAndStaysIt(@ForAll String id) {
    String mapped = MistralIds.of(id);

    assertTrue(MistralIds.valid(mapped), mapped);
    assertEquals(mapped, MistralIds.of(id));
    assertEquals(mapped, MistralIds.of(mapped));
  }

  private static String messages(String turns, String id) {
    return "{\"model\":\"m\",\"messages\":[" + turns.replace("ID", id) + "]}";
  }

  private static HttpResponse<String> ask(String body) throws Exception {
    try (Simulator simulator = Simulator.builder().dialects(Dialect.MISTRAL).open()) {
      return Client.send(Client.request(simulator, Dialect.MISTRAL, body));
    }
  }
}
