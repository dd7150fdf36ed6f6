package io.aiarco.asc.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What a provider is going to answer, and how each protocol tells it, whole and in pieces. Written
 * after the published shapes and without the codecs under test.
 *
 * @param tools arguments of the calls, in order
 * @param cut whether the output limit ended it
 */
record ScriptedReply(
    String reasoning,
    String text,
    List<String> tools,
    boolean cut,
    long input,
    long cached,
    long output) {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  static Arbitrary<ScriptedReply> any() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("ab \n\"\\é€😀\u2028".toCharArray())
            .ofMaxLength(30)
            .map(WellFormed::text);
    Arbitrary<String> arguments =
        Arbitraries.of(
            "{}",
            "",
            "{\"city\":\"Köln\",\"n\":[1,2.50,-1e9]}",
            " { \"a\" : { \"b\" : null } } ",
            "{\"q\":\"\\\"😀\"}");
    Arbitrary<Long> tokens = Arbitraries.longs().between(0, 100_000);
    return Combinators.combine(
            text,
            text,
            arguments.list().ofMaxSize(3),
            Arbitraries.of(true, false),
            tokens,
            tokens,
            tokens)
        .as(ScriptedReply::new);
  }

  Usage usage() {
    return Usage.builder(UsageSource.REPORTED)
        .tokens(TokenClass.INPUT, input)
        .tokens(TokenClass.CACHE_READ, cached)
        .tokens(TokenClass.OUTPUT, output)
        .build();
  }

  // OpenAI Chat

  String openAiWhole() {
    ObjectNode root = openAiHead();
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", text);
    message.put("reasoning_content", reasoning);
    ArrayNode calls = message.putArray("tool_calls");
    for (int i = 0; i < tools.size(); i++) {
      calls
          .addObject()
          .put("id", "call-" + i)
          .put("type", "function")
          .putObject("function")
          .put("name", "tool_" + i)
          .put("arguments", tools.get(i));
    }
    choice.put("finish_reason", openAiFinish());
    root.set("usage", openAiUsage());
    return json(root);
  }

  /** The deltas in one of many orders and cuts that {@code random} picks. */
  String openAiStream(Random random) {
    List<ObjectNode> deltas = new ArrayList<>();
    ObjectNode first = JSON.createObjectNode();
    first.put("role", "assistant").put("content", "").putNull("refusal");
    deltas.add(first);
    pieces(reasoning, random)
        .forEach(
            p ->
                deltas.add(JSON.createObjectNode().put("reasoning_content", p).putNull("content")));
    pieces(text, random).forEach(p -> deltas.add(JSON.createObjectNode().put("content", p)));
    for (int i = 0; i < tools.size(); i++) {
      ObjectNode begin = JSON.createObjectNode();
      begin
          .putNull("content")
          .putArray("tool_calls")
          .addObject()
          .put("index", i)
          .put("id", "call-" + i)
          .put("type", "function")
          .putObject("function")
          .put("name", "tool_" + i)
          .put("arguments", "");
      deltas.add(begin);
      for (String piece : pieces(tools.get(i), random)) {
        ObjectNode delta = JSON.createObjectNode();
        delta
            .putArray("tool_calls")
            .addObject()
            .put("index", i)
            .putObject("function")
            .put("arguments", piece);
        deltas.add(delta);
      }
    }
    StringBuilder sse = new StringBuilder();
    for (ObjectNode delta : deltas) {
      sse.append(openAiChunk(delta, null));
    }
    sse.append(openAiChunk(JSON.createObjectNode(), openAiFinish()));
    ObjectNode last = openAiHead();
    last.putArray("choices");
    last.set("usage", openAiUsage());
    return sse.append("data: ").append(json(last)).append("\n\ndata: [DONE]\n\n").toString();
  }

  private String openAiChunk(ObjectNode delta, String finish) {
    ObjectNode chunk = openAiHead();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", finish);
    chunk.putNull("usage");
    return "data: " + json(chunk) + "\n\n";
  }

  private static ObjectNode openAiHead() {
    return JSON.createObjectNode().put("id", "chatcmpl-1").put("model", "gpt-x").put("created", 1);
  }

  private ObjectNode openAiUsage() {
    ObjectNode usage =
        JSON.createObjectNode()
            .put("prompt_tokens", input + cached)
            .put("completion_tokens", output);
    usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
    return usage;
  }

  private String openAiFinish() {
    return cut ? "length" : tools.isEmpty() ? "stop" : "tool_calls";
  }

  // Anthropic Messages

  String anthropicWhole() throws Exception {
    ObjectNode root = anthropicHead();
    ArrayNode content = root.putArray("content");
    if (!reasoning.isEmpty()) {
      content
          .addObject()
          .put("type", "thinking")
          .put("thinking", reasoning)
          .put("signature", "c2ln");
    }
    if (!text.isEmpty()) {
      content.addObject().put("type", "text").put("text", text);
    }
    for (int i = 0; i < tools.size(); i++) {
      ObjectNode block =
          content
              .addObject()
              .put("type", "tool_use")
              .put("id", "call-" + i)
              .put("name", "tool_" + i);
      block.set("input", JSON.reader().readTree(tools.get(i).isEmpty() ? "{}" : tools.get(i)));
    }
    root.put("stop_reason", anthropicFinish());
    root.putObject("usage")
        .put("input_tokens", input)
        .put("cache_read_input_tokens", cached)
        .put("cache_creation_input_tokens", 0)
        .put("output_tokens", output);
    return json(root);
  }

  String anthropicStream(Random random) {
    StringBuilder sse = new StringBuilder();
    ObjectNode start = JSON.createObjectNode().put("type", "message_start");
    ObjectNode message = anthropicHead();
    message.putArray("content");
    message
        .putNull("stop_reason")
        .putObject("usage")
        .put("input_tokens", input)
        .put("output_tokens", 1);
    start.set("message", message);
    event(sse, start);
    event(sse, JSON.createObjectNode().put("type", "ping"));
    int index = 0;
    if (!reasoning.isEmpty()) {
      ObjectNode block =
          JSON.createObjectNode().put("type", "thinking").put("thinking", "").put("signature", "");
      block(sse, index, block, "thinking_delta", "thinking", pieces(reasoning, random));
      int end = sse.lastIndexOf("event: content_block_stop");
      StringBuilder signature = new StringBuilder();
      ObjectNode delta =
          JSON.createObjectNode().put("type", "content_block_delta").put("index", index++);
      delta.putObject("delta").put("type", "signature_delta").put("signature", "c2ln");
      event(signature, delta);
      sse.insert(end, signature);
    }
    if (!text.isEmpty()) {
      ObjectNode block = JSON.createObjectNode().put("type", "text").put("text", "");
      block(sse, index++, block, "text_delta", "text", pieces(text, random));
    }
    for (int i = 0; i < tools.size(); i++) {
      ObjectNode block =
          JSON.createObjectNode()
              .put("type", "tool_use")
              .put("id", "call-" + i)
              .put("name", "tool_" + i);
      block.putObject("input");
      List<String> pieces = new ArrayList<>(List.of(""));
      pieces.addAll(pieces(tools.get(i), random));
      block(sse, index++, block, "input_json_delta", "partial_json", pieces);
    }
    ObjectNode delta = JSON.createObjectNode().put("type", "message_delta");
    delta.putObject("delta").put("stop_reason", anthropicFinish()).putNull("stop_sequence");
    ObjectNode usage =
        delta
            .putObject("usage")
            .put("output_tokens", output)
            .put("cache_read_input_tokens", cached);
    usage.putNull("input_tokens");
    event(sse, delta);
    event(sse, JSON.createObjectNode().put("type", "message_stop"));
    return sse.toString();
  }

  private static void block(
      StringBuilder sse,
      int index,
      ObjectNode block,
      String type,
      String field,
      List<String> pieces) {
    ObjectNode start =
        JSON.createObjectNode().put("type", "content_block_start").put("index", index);
    start.set("content_block", block);
    event(sse, start);
    for (String piece : pieces) {
      ObjectNode delta =
          JSON.createObjectNode().put("type", "content_block_delta").put("index", index);
      delta.putObject("delta").put("type", type).put(field, piece);
      event(sse, delta);
    }
    event(sse, JSON.createObjectNode().put("type", "content_block_stop").put("index", index));
  }

  private static void event(StringBuilder sse, ObjectNode data) {
    sse.append("event: ")
        .append(data.path("type").asText())
        .append("\ndata: ")
        .append(json(data))
        .append("\n\n");
  }

  private static ObjectNode anthropicHead() {
    return JSON.createObjectNode()
        .put("id", "msg_1")
        .put("type", "message")
        .put("role", "assistant")
        .put("model", "claude-x");
  }

  private String anthropicFinish() {
    return cut ? "max_tokens" : tools.isEmpty() ? "end_turn" : "tool_use";
  }

  /** As a provider writes it: half a character can only be an escape. */
  static String json(ObjectNode node) {
    try {
      String raw = node.toString();
      return WellFormed.text(raw).equals(raw) ? raw : ASCII.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code text} in pieces, cut anywhere, inside surrogate pairs too. */
  static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(6));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
