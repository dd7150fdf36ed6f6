package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.WireDialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicReplyTest {
  private static final WireDialect DIALECT =
      new AnthropicDialect(AnthropicDialect.Version.V2023_06_01);
  private static final String START =
      event(
          "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"c1\",\"content\":[],"
              + "\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}");
  private static final String STOP = event("{\"type\":\"message_stop\"}");

  // The end

  @Test
  void stopReasonIsEnoughWhereMessageStopIsMissing() throws Exception {
    assertEquals(FinishReason.STOP, stream(START, delta("end_turn")).finishReason());
  }

  @Test
  void messageStopWithoutStopReasonIsTruncated() {
    assertEquals(FailureClass.TRUNCATED, failure(START, STOP));
  }

  @Test
  void endMarkOfAnotherProtocolChangesNothing() throws Exception {
    String done = "data: [DONE]\n\n";
    assertEquals(
        stream(START, delta("end_turn"), STOP), stream(START, done, delta("end_turn"), STOP, done));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "max_tokens, LENGTH",
    "stop_sequence, STOP_SEQUENCE",
    "tool_use, TOOL_CALLS",
    "pause_turn, PAUSED",
    "refusal, REFUSAL",
    "model_context_window_exceeded, CONTEXT_LIMIT",
    "brand_new, OTHER"
  })
  void stopReasonsAreMappedAndKept(String raw, FinishReason reason) throws Exception {
    Reply reply = stream(START, delta(raw), STOP);
    assertEquals(reason, reply.finishReason());
    assertEquals(raw, reply.rawFinish());
  }

  @Test
  void whyItRefusedIsTheRefusal() throws Exception {
    Reply reply =
        stream(
            START,
            event(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                    + "\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"No.\"}}}"),
            STOP);
    assertEquals("No.", reply.refusal());
  }

  // Blocks

  @Test
  void eventsWithoutNamesAreReadByTheirType() throws Exception {
    String named = START + text(0, "Hi") + delta("end_turn") + STOP;
    String unnamed = named.replaceAll("event: .*\n", "");
    assertEquals(stream(named), stream(unnamed));
  }

  @Test
  void pingMayComeAnywhere() throws Exception {
    String ping = event("{\"type\":\"ping\"}");
    assertEquals(
        stream(START, text(0, "Hi"), delta("end_turn"), STOP),
        stream(ping, START, ping, text(0, "Hi"), delta("end_turn"), ping, STOP));
  }

  @Test
  void toolWithoutArgumentsHasAnEmptyObject() throws Exception {
    assertEquals(
        List.of(use("t1", "now", "{}")),
        stream(START, tool(0, "t1", "now"), json(0, ""), delta("tool_use"), STOP).content());
  }

  @Test
  void interleavedToolsAreToldApartByIndex() throws Exception {
    assertEquals(
        List.of(use("t1", "f", "{\"x\":1}"), use("t2", "g", "{\"y\":2}")),
        stream(
                START,
                tool(0, "t1", "f"),
                tool(1, "t2", "g"),
                json(0, "{\\\"x\\\""),
                json(1, "{\\\"y\\\""),
                json(1, ":2}"),
                json(0, ":1}"),
                delta("tool_use"),
                STOP)
            .content());
  }

  @Test
  void toolCutByTheLimitIsNotReleasedThoughNothingParsesAsNoArguments() throws Exception {
    Reply reply = stream(START, text(0, "Hi"), tool(1, "t1", "rm"), delta("max_tokens"), STOP);
    assertEquals(List.of(new Content.Text("Hi")), reply.content());
  }

  @Test
  void brokenToolArgumentsFailTheReply() {
    assertEquals(
        FailureClass.MALFORMED,
        failure(START, tool(0, "t1", "f"), json(0, "{\\\"x\\\":"), delta("tool_use"), STOP));
  }

  @Test
  void signedThinkingGoesBackAsItCame() throws Exception {
    String shown = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2lubmVk\"}";
    String omitted = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}";
    String redacted = "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ==\"}";
    Reply reply =
        stream(
            START,
            thinking(0),
            blockDelta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}"),
            blockDelta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2lu\"}"),
            blockDelta(0, "{\"type\":\"signature_delta\",\"signature\":\"bmVk\"}"),
            blockStop(0),
            thinking(1),
            blockDelta(1, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"),
            blockStop(1),
            event(
                "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":"
                    + redacted
                    + "}"),
            blockStop(2),
            text(3, "Hi"),
            delta("end_turn"),
            STOP);

    byte[] next =
        DIALECT.requestBody(
            ChatRequest.builder()
                .model("m")
                .user("a")
                .message(new Message(Role.ASSISTANT, reply.content()))
                .build(),
            Decoding.MODEL,
            1,
            false);

    assertEquals("hm", reply.reasoning());
    assertTrue(
        new String(next, UTF_8)
            .contains(
                "["
                    + shown
                    + ","
                    + omitted
                    + ","
                    + redacted
                    + ",{\"type\":\"text\",\"text\":\"Hi\"}]"),
        () -> new String(next, UTF_8));
  }

  @Test
  void thinkingWithoutASignatureIsOnlyShown() throws Exception {
    Reply reply =
        stream(
            START,
            thinking(0),
            blockDelta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}"),
            blockStop(0),
            text(1, "Hi"),
            delta("end_turn"),
            STOP);

    assertEquals("hm", reply.reasoning());
    assertEquals(List.of(new Content.Text("Hi")), reply.content());
  }

  @Test
  void signedThinkingWhoseBlockNeverEndsIsKept() throws Exception {
    Reply reply =
        stream(
            START,
            thinking(0),
            blockDelta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"),
            delta("end_turn"),
            STOP);

    assertEquals(1, reply.content().size());
  }

  private static String thinking(int index) {
    return event(
        "{\"type\":\"content_block_start\",\"index\":"
            + index
            + ",\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}");
  }

  private static String blockStop(int index) {
    return event("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"brand_new_event\",\"x\":1}",
        "{\"type\":\"content_block_start\",\"index\":5,\"content_block\":{\"type\":\"brand_new\"}}",
        "{\"type\":\"content_block_delta\",\"index\":5,\"delta\":{\"type\":\"brand_new_delta\"}}"
      })
  void unknownThingsArePassedOnUnread(String data) throws Exception {
    List<StreamEvent> events =
        Decoding.events(
            DIALECT, Decoding.bytes(START + event(data) + delta("end_turn") + STOP), true);
    assertEquals(
        1,
        events.stream()
            .filter(e -> e instanceof StreamEvent.Unknown u && u.dialect().equals(DIALECT.name()))
            .count());
  }

  // Usage

  @Test
  void lastFigureOfEachFieldCountsAndNullsDoNot() throws Exception {
    Usage usage =
        stream(
                START,
                delta(
                    "end_turn",
                    "{\"input_tokens\":null,\"cache_read_input_tokens\":5,\"output_tokens\":9}"),
                delta("end_turn", "{\"output_tokens\":11}"),
                STOP)
            .usage();
    assertEquals(
        Usage.builder(UsageSource.REPORTED)
            .tokens(TokenClass.INPUT, 7)
            .tokens(TokenClass.CACHE_READ, 5)
            .tokens(TokenClass.OUTPUT, 11)
            .build(),
        usage);
  }

  @Test
  void outputFigureOfTheStartAloneIsNotAReport() throws Exception {
    Usage usage = stream(START, delta("end_turn"), STOP).usage();
    assertEquals(UsageSource.PARTIAL, usage.source());
    assertEquals(7, usage.inputTokens());
  }

  @Test
  void cacheWritesAreSplitByLifetimeAndThinkingFromOutput() throws Exception {
    Usage usage =
        wholeUsage(
            "{\"input_tokens\":1,\"output_tokens\":10,\"cache_creation_input_tokens\":9,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":2,\"ephemeral_1h_input_tokens\":3},"
                + "\"output_tokens_details\":{\"thinking_tokens\":4}}");
    assertEquals(4, usage.tokens(TokenClass.CACHE_WRITE));
    assertEquals(2, usage.tokens(TokenClass.CACHE_WRITE_5M));
    assertEquals(3, usage.tokens(TokenClass.CACHE_WRITE_1H));
    assertEquals(6, usage.tokens(TokenClass.OUTPUT));
    assertEquals(4, usage.tokens(TokenClass.REASONING));
    assertEquals(10, usage.inputTokens());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"input_tokens\":1}",
        "{\"output_tokens\":1}",
        "{\"input_tokens\":-1,\"output_tokens\":1}",
        "{\"input_tokens\":1,\"output_tokens\":1.5}",
        "{\"input_tokens\":1,\"output_tokens\":1,\"cache_read_input_tokens\":\"2\"}",
        "{\"input_tokens\":1,\"output_tokens\":1,\"output_tokens_details\":{\"thinking_tokens\":2}}",
        "{\"input_tokens\":1,\"output_tokens\":1,\"cache_creation_input_tokens\":1,\"cache_creation\":{\"ephemeral_1h_input_tokens\":2}}"
      })
  void figuresThatCannotBeAreAbsentNotZero(String usage) throws Exception {
    assertEquals(Usage.ABSENT, wholeUsage(usage));
  }

  // Errors in disguise

  @ParameterizedTest
  @ValueSource(strings = {"event: error\n", ""})
  void errorEventFailsTheStream(String name) {
    String error =
        name
            + "data:"
            + " {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}\n\n";
    assertEquals(FailureClass.OVERLOADED, failure(START, tool(0, "t1", "f"), json(0, "{"), error));
    assertEquals(FailureClass.OVERLOADED, failure(error));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}|RATE_LIMITED",
        "null|MALFORMED",
        "''|MALFORMED",
        "{}|MALFORMED",
        "{\"content\":null}|MALFORMED",
        "<html>|MALFORMED"
      })
  void wholeReplyThatIsNoneFails(String body, FailureClass failure) {
    assertEquals(failure, Decoding.wholeFailure(DIALECT, body));
  }

  private static Reply stream(String... events) throws Exception {
    return Decoding.stream(DIALECT, String.join("", events));
  }

  private static FailureClass failure(String... events) {
    return Decoding.streamFailure(DIALECT, String.join("", events));
  }

  private static Usage wholeUsage(String usage) throws Exception {
    return Decoding.whole(
            DIALECT, "{\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":" + usage + "}")
        .usage();
  }

  private static Content use(String id, String name, String arguments) {
    return new Content.ToolUse(new ToolCall(id, name, Json.of(arguments)));
  }

  private static String event(String data) {
    String type = data.substring(9, data.indexOf('"', 9));
    return "event: " + type + "\ndata: " + data + "\n\n";
  }

  private static String text(int index, String text) {
    return event(
            "{\"type\":\"content_block_start\",\"index\":"
                + index
                + ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
        + blockDelta(index, "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
  }

  private static String tool(int index, String id, String name) {
    return event(
        "{\"type\":\"content_block_start\",\"index\":"
            + index
            + ",\"content_block\":{\"type\":\"tool_use\",\"id\":\""
            + id
            + "\",\"name\":\""
            + name
            + "\",\"input\":{}}}");
  }

  private static String json(int index, String escaped) {
    return blockDelta(
        index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + escaped + "\"}");
  }

  private static String blockDelta(int index, String delta) {
    return event(
        "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}");
  }

  private static String delta(String stopReason) {
    return delta(stopReason, "null");
  }

  private static String delta(String stopReason, String usage) {
    return event(
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
            + stopReason
            + "\"},\"usage\":"
            + usage
            + "}");
  }
}
