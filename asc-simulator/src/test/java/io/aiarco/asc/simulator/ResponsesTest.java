package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI Responses refuse, keep and say when they fail. */
class ResponsesTest {

  @Test
  void fewerThanSixteenOutputTokensAreRefused() throws Exception {
    String body = Client.body(Dialect.OPENAI_RESPONSES, false);
    try (Simulator simulator = Simulator.open()) {
      HttpResponse<String> refused = send(simulator, body.replace(":100", ":15"));

      assertEquals(400, refused.statusCode());
      assertTrue(
          refused
              .body()
              .contains("\"param\":\"max_output_tokens\",\"code\":\"integer_below_min_value\""),
          refused.body());
      assertEquals(200, send(simulator, body.replace(":100", ":16")).statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({"stop,[]", "seed,1", "n,1", "messages,[]", "max_tokens,20"})
  void parametersOfChatAreUnknown(String name, String value) throws Exception {
    String body = Client.body(Dialect.OPENAI_RESPONSES, false);
    try (Simulator simulator = Simulator.open()) {
      HttpResponse<String> refused =
          send(simulator, body.replace("{\"model\"", "{\"" + name + "\":" + value + ",\"model\""));

      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("\"code\":\"unknown_parameter\""), refused.body());
    }
  }

  @Test
  void theLogSaysWhetherTheResponseMayBeKept() throws Exception {
    String body = Client.body(Dialect.OPENAI_RESPONSES, false);
    try (Simulator simulator = Simulator.open()) {
      send(simulator, body);
      send(simulator, body.replace("{\"model\"", "{\"store\":false,\"model\""));

      assertTrue(simulator.arrivals().get(0).stored());
      assertFalse(simulator.arrivals().get(1).stored());
    }
  }

  @Test
  void aTurnWithToolResultsIsUnderstood() throws Exception {
    String items =
        "[{\"role\":\"user\",\"content\":\"Where?\"},"
            + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"lookup\",\"arguments\":\"{}\"},"
            + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"Lyon\"}]";
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(
          request -> Reply.text(request.turns().get(2).role() + request.turns().get(2).text()));

      String body = send(simulator, "{\"model\":\"m\",\"input\":" + items + "}").body();

      assertTrue(body.contains("\"text\":\"toolLyon\""), body);
    }
  }

  @Test
  void anErrorEventIsNumberedAfterTheEventsBeforeIt() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("One two three.").fault(Fault.errorEventAfter(5)));

      String stream = Client.ask(simulator, Dialect.OPENAI_RESPONSES, true).body();

      assertTrue(
          stream.contains(
              "event: error\ndata: {\"type\":\"error\",\"sequence_number\":5,\"code\":\"server_error\""),
          stream);
      assertFalse(stream.contains("response.completed"), stream);
    }
  }

  private static HttpResponse<String> send(Simulator simulator, String body) throws Exception {
    return Client.send(Client.request(simulator, Dialect.OPENAI_RESPONSES, body));
  }
}
