package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.simulator.json.JsonReader;
import io.aiarco.asc.simulator.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  @Property(tries = 60)
  void aStreamTellsTheSameTextAsAWholeReply(@ForAll @StringLength(max = 60) String any)
      throws Exception {
    String text = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text(text));
      for (Dialect dialect : List.of(Dialect.OPENAI, Dialect.ANTHROPIC)) {
        assertEquals(text, streamedText(Client.ask(simulator, dialect, true).body()));
        assertEquals(text, wholeText(Client.ask(simulator, dialect, false).body()));
      }
    }
  }

  @Test
  void anOpenAiStreamNamesTheRoleFirstAndUsageAndDoneLast() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("Hi.").andTool("call_1", "lookup", "{\"id\":70}").usage(12, 6));

      List<String> data = data(Client.ask(simulator, Dialect.OPENAI, true).body());

      assertTrue(
          data.get(0)
              .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"),
          data.get(0));
      assertTrue(data.get(1).contains("\"delta\":{\"content\":\"Hi.\"}"), data.get(1));
      assertTrue(
          data.get(2)
              .contains(
                  "[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"\"}}]"),
          data.get(2));
      assertTrue(
          data.get(3).contains("[{\"index\":0,\"function\":{\"arguments\":\"{\\\"id\\\":7\"}}]"),
          data.get(3));
      assertTrue(
          data.get(5).contains("\"delta\":{},\"logprobs\":null,\"finish_reason\":\"tool_calls\""),
          data.get(5));
      assertTrue(
          data.get(6).contains("\"choices\":[],\"usage\":{\"prompt_tokens\":12,"), data.get(6));
      assertEquals("[DONE]", data.get(7));
      assertTrue(data.subList(0, 6).stream().allMatch(event -> event.endsWith("\"usage\":null}")));
    }
  }

  @Test
  void anOpenAiStreamReportsUsageOnlyIfAsked() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      String body =
          Client.body(Dialect.OPENAI, true)
              .replace(",\"stream_options\":{\"include_usage\":true}", "");

      String stream = Client.send(Client.request(simulator, Dialect.OPENAI, body)).body();

      assertTrue(!stream.contains("usage") && stream.endsWith("data: [DONE]\n\n"), stream);
    }
  }

  @Test
  void anAnthropicStreamTellsItsEventsInOrder() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("Hi.").andTool("toolu_1", "lookup", "").usage(12, 6));

      String body = Client.ask(simulator, Dialect.ANTHROPIC, true).body();

      assertEquals(
          "message_start ping content_block_start content_block_delta content_block_stop content_block_start"
              + " content_block_delta content_block_stop message_delta message_stop",
          body.lines()
              .filter(line -> line.startsWith("event: "))
              .map(line -> line.substring(7))
              .collect(Collectors.joining(" ")));
      assertTrue(body.contains("\"input_tokens\":12,\"cache_creation_input_tokens\":0,"), body);
      assertTrue(body.contains("\"output_tokens\":1}"), body);
      assertTrue(body.contains("\"output_tokens\":6}"), body);
      assertTrue(body.contains("{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"), body);
    }
  }

  @Test
  void sixtyFourCallersAtOnceGetAReplyEach() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(64);
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("reply " + request.number()));
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        boolean stream = i % 2 == 0;
        calls.add(
            () -> {
              String body = Client.ask(simulator, Dialect.OPENAI, stream).body();
              return stream ? streamedText(body) : wholeText(body);
            });
      }

      TreeSet<String> replies = new TreeSet<>();
      for (Future<String> reply : callers.invokeAll(calls)) {
        replies.add(reply.get());
      }

      assertEquals(256, replies.size());
      assertEquals(256, simulator.awaitEnded(256, Duration.ofSeconds(5)).size());
    } finally {
      callers.shutdownNow();
    }
  }

  private static List<String> data(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  private static String wholeText(String body) throws JsonSyntaxException {
    Map<?, ?> reply = json(body);
    if (reply.get("choices") instanceof List<?> choices) {
      return String.valueOf(at(at(choices.get(0), "message"), "content"));
    }
    return texts((List<?>) at(reply, "content"));
  }

  private static String texts(List<?> blocks) {
    return blocks.stream()
        .map(block -> String.valueOf(at(block, "text")))
        .collect(Collectors.joining());
  }

  private static String streamedText(String stream) throws JsonSyntaxException {
    StringBuilder text = new StringBuilder();
    for (String event : data(stream)) {
      if (!event.equals("[DONE]")) {
        text.append(deltaText(json(event)));
      }
    }
    return text.toString();
  }

  private static String deltaText(Map<?, ?> event) {
    if (event.get("choices") instanceof List<?> choices) {
      Object content =
          choices.isEmpty() ? null : ((Map<?, ?>) at(choices.get(0), "delta")).get("content");
      return content == null ? "" : content.toString();
    }
    Object text = event.get("delta") instanceof Map<?, ?> delta ? delta.get("text") : null;
    return text == null ? "" : text.toString();
  }

  private static Map<?, ?> json(String text) throws JsonSyntaxException {
    return (Map<?, ?>) JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object at(Object map, String name) {
    Object value = ((Map<?, ?>) map).get(name);
    if (value == null) {
      throw new AssertionError(name + ": absent from " + map);
    }
    return value;
  }
}
