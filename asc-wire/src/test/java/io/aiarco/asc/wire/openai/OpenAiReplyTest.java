package io.aiarco.asc.wire.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.ReplyEvents;
import io.aiarco.asc.wire.WireDialect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers send that calls themselves compatible, and what of it counts. */
class OpenAiReplyTest {
  private static final WireDialect DIALECT = new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE);
  private static final String DONE = "data: [DONE]\n\n";

  // The end

  @Test
  void finishReasonIsEnoughWhereDoneIsLeftOut() throws Exception {
    assertEquals("Hi", text(stream(delta("\"content\":\"Hi\""), finish("stop"))));
  }

  @Test
  void doneWithoutFinishReasonIsTruncated() {
    assertEquals(FailureClass.TRUNCATED, failure(delta("\"content\":\"Hi\""), DONE));
  }

  @Test
  void nothingAtAllIsTruncated() {
    assertEquals(FailureClass.TRUNCATED, failure(""));
  }

  @Test
  void jsonCutInsideIsTruncatedSinceItsEventNeverEnded() {
    assertEquals(FailureClass.TRUNCATED, failure("data: {\"choices\":[{\"del"));
  }

  @Test
  void nothingAfterDoneCounts() throws Exception {
    assertEquals(
        "Hi",
        text(
            stream(
                delta("\"content\":\"Hi\""),
                finish("stop"),
                DONE,
                delta("\"content\":\"!\""),
                DONE)));
  }

  @Test
  void finishReasonSaidTwiceEndsItOnce() throws Exception {
    List<StreamEvent> events =
        Decoding.events(
            DIALECT,
            Decoding.bytes(delta("\"content\":\"a\"") + finish("stop") + finish("stop") + DONE),
            true);
    assertEquals(1, events.stream().filter(StreamEvent.Finished.class::isInstance).count());
  }

  @Test
  void wholeReplyWithoutFinishReasonIsWhole() throws Exception {
    Reply reply =
        whole("{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":null}]}");
    assertEquals(FinishReason.MISSING, reply.finishReason());
  }

  @ParameterizedTest
  @CsvSource({
    "stop, STOP",
    "eos_token, STOP",
    "stop_sequence, STOP_SEQUENCE",
    "length, LENGTH",
    "model_length, CONTEXT_LIMIT",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "content_filter, PROVIDER_FILTER",
    "error, ERROR",
    "brand_new, OTHER"
  })
  void finishReasonsAreMappedAndKept(String raw, FinishReason reason) throws Exception {
    Reply reply = stream(delta("\"content\":\"a\""), finish(raw), DONE);
    assertEquals(reason, reply.finishReason());
    assertEquals(raw, reply.rawFinish());
  }

  // Chunks

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: : keepalive\n\n",
        "data:\n\n",
        ": OPENROUTER PROCESSING\n\n",
        "event: ping\ndata: {}\n\n",
        "data: {\"choices\":[],\"id\":\"\",\"model\":\"\",\"created\":0,\"prompt_filter_results\":[]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"content_filter_offsets\":{}}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":null}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[]}}],\"obfuscation\":\"xyz\"}\n\n",
        "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another choice\"}}]}\n\n"
      })
  void chunksThatSayNothingChangeNothing(String noise) throws Exception {
    Reply plain = stream(delta("\"content\":\"Hi\""), finish("stop"), DONE);
    assertEquals(
        plain, stream(noise, delta("\"content\":\"Hi\""), noise, finish("stop"), noise, DONE));
  }

  @Test
  void filteredCompletionMayHaveNoMessage() throws Exception {
    Reply reply = whole("{\"choices\":[{\"finish_reason\":\"content_filter\",\"index\":0}]}");
    assertEquals(FinishReason.PROVIDER_FILTER, reply.finishReason());
    assertEquals(List.of(), reply.content());
  }

  @Test
  void refusalIsNotTextAndNamesTheEnd() throws Exception {
    Reply reply =
        stream(delta("\"refusal\":\"I can\""), delta("\"refusal\":\"not\""), finish("stop"), DONE);
    assertEquals("I cannot", reply.refusal());
    assertEquals(FinishReason.REFUSAL, reply.finishReason());
    assertEquals(List.of(), reply.content());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning", "reasoning_content"})
  void reasoningGoesByTwoNames(String field) throws Exception {
    Reply reply = stream(delta("\"" + field + "\":\"hm\",\"content\":null"), finish("stop"), DONE);
    assertEquals("hm", reply.reasoning());
  }

  @Test
  void contentMayBeAListOfParts() throws Exception {
    Reply reply =
        whole(
            "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
                + "{\"type\":\"text\",\"text\":\"Hi\"}]},\"finish_reason\":\"stop\"}]}");
    assertEquals("hm", reply.reasoning());
    assertEquals("Hi", text(reply));
  }

  // Tool calls

  private static final List<Content> TWO_CALLS =
      List.of(use("a", "f", "{\"x\":1}"), use("b", "g", "{}"));

  @Test
  void partsGoToTheCallWithTheirIndex() throws Exception {
    assertEquals(
        TWO_CALLS,
        calls(
            part("\"index\":0,\"id\":\"a\"", "f", "{\"x\""),
            part("\"index\":1,\"id\":\"b\"", "g", "{"),
            part("\"index\":0", null, ":1}"),
            part("\"index\":1", null, "}")));
  }

  @Test
  void emptyIdAndNameAreAbsent() throws Exception {
    assertEquals(
        List.of(use("a", "f", "{\"x\":1}")),
        calls(
            part("\"index\":0,\"id\":\"a\"", "f", ""),
            part("\"index\":0,\"id\":\"\"", "", "{\"x\""),
            part("\"index\":0,\"id\":null", "", ":1}")));
  }

  @Test
  void idAndNameRepeatedWithEveryPartAreOneCall() throws Exception {
    assertEquals(
        List.of(use("a", "f", "{\"x\":1}")),
        calls(
            part("\"index\":0,\"id\":\"a\"", "f", "{\"x\""),
            part("\"index\":0,\"id\":\"a\"", "f", ":1}")));
  }

  @Test
  void callsThatAllBearIndexZeroAreToldApart() throws Exception {
    assertEquals(
        TWO_CALLS,
        calls(
            part("\"index\":0,\"id\":\"a\"", "f", "{\"x\":1}"),
            part("\"index\":0,\"id\":\"b\"", "g", "{}")));
  }

  @Test
  void callsWithoutIndexAreToldApartById() throws Exception {
    assertEquals(
        TWO_CALLS,
        calls(
            part("\"id\":\"a\"", "f", "{\"x\""),
            part("\"type\":\"function\"", null, ":1}"),
            part("\"id\":\"b\"", "g", "{}")));
  }

  @Test
  void nameMayComeAfterTheArgumentsBegan() throws Exception {
    List<StreamEvent> events =
        Decoding.events(
            DIALECT,
            Decoding.bytes(
                part("\"index\":0,\"id\":\"a\"", null, "{\"x\"")
                    + part("\"index\":0", "f", ":1}")
                    + finish("tool_calls")),
            true);
    assertEquals(new StreamEvent.ToolCallDelta(0, "f", "{\"x\":1}"), events.get(1));
  }

  @Test
  void argumentsMayBeAnObject() throws Exception {
    assertEquals(
        List.of(use("a", "f", "{\"x\":1}")),
        whole(
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]},"
                    + "\"finish_reason\":\"tool_calls\"}]}")
            .content());
  }

  @Test
  void callWithoutIdGetsOne() throws Exception {
    assertEquals(List.of(use("call_0", "f", "{}")), calls(part("\"index\":0", "f", "")));
  }

  @Test
  void stopAfterToolCallsMeansToolCalls() throws Exception {
    Reply reply = stream(part("\"index\":0,\"id\":\"a\"", "f", "{}"), finish("stop"), DONE);
    assertEquals(FinishReason.TOOL_CALLS, reply.finishReason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "content_filter", "model_length", "error"})
  void callsOfACutReplyAreNeverReleasedEvenIfTheyParse(String finish) throws Exception {
    Reply reply = stream(part("\"index\":0,\"id\":\"a\"", "f", "{}"), finish(finish), DONE);
    assertEquals(List.of(), reply.content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\\\"x\\\":", "{\\\"x\\\":1}}", "[1]", "null", "7", "{x:1}", "{\\\"x\\\":1e}"})
  void argumentsThatAreNoObjectFailTheReply(String escaped) {
    String part =
        delta(
            "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\""
                + escaped
                + "\"}}]");
    assertEquals(FailureClass.MALFORMED, failure(part, finish("tool_calls"), DONE));
  }

  @Test
  void callWithoutNameFailsTheReply() {
    assertEquals(
        FailureClass.MALFORMED,
        failure(part("\"index\":0,\"id\":\"a\"", null, "{}"), finish("tool_calls"), DONE));
  }

  // Usage

  @Test
  void usageIsSplitIntoDisjointClasses() throws Exception {
    Usage usage =
        usage(
            "{\"prompt_tokens\":100,\"completion_tokens\":50,\"prompt_tokens_details\":{\"cached_tokens\":60,"
                + "\"cache_write_tokens\":10,\"audio_tokens\":5},\"completion_tokens_details\":{\"reasoning_tokens\":30,\"audio_tokens\":1}}");
    assertEquals(25, usage.tokens(TokenClass.INPUT));
    assertEquals(60, usage.tokens(TokenClass.CACHE_READ));
    assertEquals(10, usage.tokens(TokenClass.CACHE_WRITE));
    assertEquals(5, usage.tokens(TokenClass.AUDIO_INPUT));
    assertEquals(19, usage.tokens(TokenClass.OUTPUT));
    assertEquals(30, usage.tokens(TokenClass.REASONING));
    assertEquals(1, usage.tokens(TokenClass.AUDIO_OUTPUT));
    assertEquals(150, usage.totalTokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"num_cached_tokens", "prompt_cache_hit_tokens", "cached_tokens"})
  void cachedTokensGoByManyNames(String field) throws Exception {
    Usage usage = usage("{\"prompt_tokens\":9,\"completion_tokens\":1,\"" + field + "\":4}");
    assertEquals(5, usage.tokens(TokenClass.INPUT));
    assertEquals(4, usage.tokens(TokenClass.CACHE_READ));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"prompt_tokens\":1,\"completion_tokens\":null}",
        "{\"prompt_tokens\":-1,\"completion_tokens\":1}",
        "{\"prompt_tokens\":1.5,\"completion_tokens\":1}",
        "{\"prompt_tokens\":\"1\",\"completion_tokens\":1}",
        "{\"prompt_tokens\":1e400,\"completion_tokens\":1}",
        "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1}",
        "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":1}",
        "{\"prompt_tokens\":1,\"completion_tokens\":1,\"cached_tokens\":2}",
        "{\"prompt_tokens\":1,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":-1}}",
        "{\"prompt_tokens\":1,\"completion_tokens\":1,\"completion_tokens_details\":{\"reasoning_tokens\":2}}"
      })
  void figuresThatCannotBeAreAbsentNotZero(String usage) throws Exception {
    assertEquals(Usage.ABSENT, usage(usage));
  }

  @Test
  void cumulativeUsageOnEveryChunkCountsOnce() throws Exception {
    String one = ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}";
    String two = ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}";
    Reply reply =
        stream(chunk("{\"content\":\"a\"}", "null", one), chunk("{}", "\"stop\"", two), DONE);
    assertEquals(2, reply.usage().outputTokens());
  }

  // Errors in disguise

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"m\",\"type\":\"server_error\"}}\n\n",
        "event: error\ndata: {\"message\":\"m\"}\n\n",
        "event: error\ndata: {\"error\":{\"message\":\"m\",\"code\":\"other\"}}\n\n",
        "data: {\"error\":{\"message\":\"m\",\"http_status_code\":500}}\n\ndata: [DONE]\n\n",
        "data: {\"error\":\"text\"}\n\n"
      })
  void errorEventFailsTheStream(String event) {
    assertEquals(FailureClass.SERVER, failure(delta("\"content\":\"a\""), event));
  }

  @Test
  void whatCameBeforeAnErrorIsHandedOutFirst() throws Exception {
    String sse =
        delta("\"content\":\"a\"") + "data: {\"error\":{\"type\":\"overloaded_error\"}}\n\n";
    ReplyEvents events =
        ReplyEvents.of(DIALECT, Decoding.asked(true), Decoding.bytes(sse), Optional.empty());
    assertEquals(new StreamEvent.Started("c1", "m1"), events.next());
    assertEquals(new StreamEvent.TextDelta("a"), events.next());
    ProviderFailure failure = assertThrows(ProviderFailure.class, events::next);
    assertEquals(FailureClass.OVERLOADED, failure.failure());
    assertEquals(failure, assertThrows(ProviderFailure.class, events::next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"m\",\"code\":429}}|RATE_LIMITED",
        "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\"}}|INVALID",
        "{\"object\":\"error\",\"message\":\"m\",\"type\":\"other\"}|SERVER",
        "null|MALFORMED",
        "''|MALFORMED",
        "[]|MALFORMED",
        "{}|MALFORMED",
        "{\"choices\":[]}|MALFORMED",
        "{\"choices\":[{}]} trailing|MALFORMED",
        "<html>login</html>|MALFORMED",
        "{\"choices\":[{\"message\":|MALFORMED"
      })
  void wholeReplyThatIsNoneFails(String body, FailureClass failure) {
    assertEquals(failure, Decoding.wholeFailure(DIALECT, body));
  }

  @Test
  void failureShowsNothingOfTheReply() {
    ProviderFailure failure =
        assertThrows(ProviderFailure.class, () -> whole("s3cret is not JSON"));
    assertFalse(failure.toString().contains("s3cret"));
    assertEquals(null, failure.getCause());
  }

  @Test
  void deepNestingIsRefusedNotFollowed() {
    assertEquals(
        FailureClass.MALFORMED, Decoding.wholeFailure(DIALECT, "{\"a\":" + "[".repeat(100_000)));
  }

  @Test
  void contentTypeDecidesWhatTheBodyIs() throws Exception {
    String whole = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
    String sse = delta("\"content\":\"Hi\"") + finish("stop") + DONE;
    assertEquals(2, textEvents(whole, "application/json; charset=utf-8", true));
    assertEquals(2, textEvents(sse, "Text/Event-Stream", false));
    ReplyEvents html =
        ReplyEvents.of(
            DIALECT, Decoding.asked(true), Decoding.bytes("<html>"), Optional.of("text/html"));
    assertEquals(FailureClass.MALFORMED, assertThrows(ProviderFailure.class, html::next).failure());
  }

  private static long textEvents(String body, String contentType, boolean streamed)
      throws Exception {
    ReplyEvents events =
        ReplyEvents.of(
            DIALECT, Decoding.asked(streamed), Decoding.bytes(body), Optional.of(contentType));
    long count = 0;
    for (StreamEvent event; (event = events.next()) != null; ) {
      count +=
          event instanceof StreamEvent.TextDelta || event instanceof StreamEvent.Finished ? 1 : 0;
    }
    return count;
  }

  private static Reply stream(String... events) throws Exception {
    return Decoding.stream(DIALECT, String.join("", events));
  }

  private static Reply whole(String json) throws Exception {
    return Decoding.whole(DIALECT, json);
  }

  private static FailureClass failure(String... events) {
    return Decoding.streamFailure(DIALECT, String.join("", events));
  }

  private static Usage usage(String usage) throws Exception {
    return whole(
            "{\"choices\":[{\"message\":{},\"finish_reason\":\"stop\"}],\"usage\":" + usage + "}")
        .usage();
  }

  private static List<Content> calls(String... parts) throws Exception {
    return stream(String.join("", parts), finish("tool_calls"), DONE).content();
  }

  private static Content use(String id, String name, String arguments) {
    return new Content.ToolUse(new ToolCall(id, name, Json.of(arguments)));
  }

  private static String text(Reply reply) {
    return ((Content.Text) reply.content().get(0)).text();
  }

  private static String part(String fields, String name, String arguments) {
    String quoted = arguments.replace("\"", "\\\"");
    return delta(
        "\"tool_calls\":[{"
            + fields
            + ",\"function\":{"
            + (name == null ? "" : "\"name\":\"" + name + "\",")
            + "\"arguments\":\""
            + quoted
            + "\"}}]");
  }

  private static String delta(String fields) {
    return chunk("{" + fields + "}", "null", "");
  }

  private static String finish(String reason) {
    return chunk("{}", "\"" + reason + "\"", "");
  }

  private static String chunk(String delta, String finish, String more) {
    return "data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]"
        + more
        + "}\n\n";
  }
}
