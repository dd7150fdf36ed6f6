package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any dialect out, whatever dialect the provider spoke: what is served is what came. */
class ServedReplyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireDialect OPENAI = ScriptedWire.OPENAI.dialect();
  private static final WireDialect ANTHROPIC =
      new AnthropicDialect(AnthropicDialect.Version.V2023_06_01);
  private static final Set<FinishReason> NO_ANSWER =
      Set.of(FinishReason.REFUSAL, FinishReason.PROVIDER_FILTER, FinishReason.ERROR);
  private static final String THINKING = "/anthropic/thinking.response.sse";
  private static final ReplyHead HEAD =
      new ReplyHead("served-1", "support", Instant.parse("2026-11-25T10:00:00Z"), true);

  /** The events of a reply as a provider streams it. */
  private static List<StreamEvent> events(ScriptedWire from, ScriptedReply script, long seed)
      throws ProviderFailure, IOException {
    String stream = from.stream(script, new Random(seed));
    return Decoding.events(from.dialect(), Decoding.bytes(stream), true);
  }

  static Stream<WireDialect> dialects() {
    return Stream.of(ScriptedWire.values()).map(ScriptedWire::dialect);
  }

  @Provide
  static Arbitrary<ScriptedReply> replies() {
    return ScriptedReply.any();
  }

  /** Every dialect a client may speak, the variants that no script tells too. */
  @Provide
  static Arbitrary<WireDialect> clients() {
    List<WireDialect> all = new ArrayList<>(dialects().toList());
    all.add(new AnthropicDialect(AnthropicDialect.Version.V2026_10_21));
    for (OpenAiDialect.Flavour flavour : OpenAiDialect.Flavour.values()) {
      all.add(new OpenAiDialect(flavour));
    }
    return Arbitraries.of(all);
  }

  @Property(tries = 400)
  void streamServedIsTheReplyThatCame(
      @ForAll("replies") ScriptedReply script,
      @ForAll ScriptedWire from,
      @ForAll("clients") WireDialect to,
      @ForAll long seed)
      throws Exception {
    List<StreamEvent> came = events(from, script, seed);

    same(Decoding.assembled(came), Decoding.stream(to, served(to, came)));
  }

  @Property(tries = 400)
  void wholeReplyServedIsTheReplyThatCame(
      @ForAll("replies") ScriptedReply script,
      @ForAll ScriptedWire from,
      @ForAll("clients") WireDialect to,
      @ForAll long seed)
      throws Exception {
    Reply came = Decoding.assembled(events(from, script, seed));

    byte[] body = to.replyBody(HEAD, came);
    same(came, Decoding.whole(to, new String(body, UTF_8)));
  }

  @Property(tries = 200)
  void choicesComeInAnyOrderAndAreServedAsTheyCame(
      @ForAll("replies") ScriptedReply one,
      @ForAll("replies") ScriptedReply two,
      @ForAll("replies") ScriptedReply three,
      @ForAll long seed)
      throws Exception {
    List<ScriptedReply> scripts = List.of(one, two, three);
    Reply whole = three(Choices.whole(scripts), false);
    List<StreamEvent> came = threeEvents(Choices.stream(scripts, new Random(seed)), true);

    assertEquals(whole, Decoding.assembled(came));
    assertEquals(3, whole.choices().size());
    for (int i = 0; i < 3; i++) {
      Reply alone = Decoding.whole(OPENAI, scripts.get(i).openAiWhole());
      assertEquals(alone.content(), whole.choices().get(i).content());
      assertEquals(alone.reasoning(), whole.choices().get(i).reasoning());
      assertEquals(alone.finishReason(), whole.choices().get(i).finishReason());
    }
    List<Choice> streamed = three(served(OPENAI, came), true).choices();
    String body = new String(OPENAI.replyBody(HEAD, whole), UTF_8);
    assertEquals(words(whole.choices()), words(streamed));
    assertEquals(words(whole.choices()), words(three(body, false).choices()));
    for (ScriptedWire other : List.of(ScriptedWire.ANTHROPIC, ScriptedWire.RESPONSES)) {
      Reply first = Decoding.stream(other.dialect(), served(other.dialect(), came));
      assertEquals(whole.content(), shown(first));
    }
  }

  private static Reply three(String text, boolean streamed) throws Exception {
    return Decoding.assembled(threeEvents(text, streamed));
  }

  private static List<StreamEvent> threeEvents(String text, boolean streamed) throws Exception {
    return Decoding.events(OPENAI, new Asked("m", 3, streamed, true), Decoding.bytes(text));
  }

  /** A choice without the provider's own word for its end, which may be another when served. */
  private static List<Object> words(List<Choice> choices) {
    return choices.stream()
        .<Object>map(choice -> List.of(choice.content(), choice.reasoning(), choice.finishReason()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void refusalIsServedAsOne(WireDialect dialect) throws Exception {
    List<StreamEvent> came =
        List.of(
            new StreamEvent.Started("r", "m"),
            new StreamEvent.RefusalDelta("I will "),
            new StreamEvent.RefusalDelta("not."),
            new StreamEvent.Finished(FinishReason.REFUSAL, "refusal"));

    same(Decoding.assembled(came), Decoding.stream(dialect, served(dialect, came)));
    same(
        Decoding.assembled(came),
        Decoding.whole(
            dialect, new String(dialect.replyBody(HEAD, Decoding.assembled(came)), UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(FinishReason.class)
  void everyEndHasAWordThatNeverClaimsMore(FinishReason reason) throws Exception {
    List<StreamEvent> came = new ArrayList<>(List.of(new StreamEvent.TextDelta("t")));
    if (reason == FinishReason.TOOL_CALLS) {
      ToolCall call = new ToolCall("call-1", "tool", Json.of("{}"));
      came.add(new StreamEvent.ToolCallComplete(0, call));
    }
    came.add(new StreamEvent.Finished(reason, null));
    boolean whole =
        switch (reason) {
          case STOP, STOP_SEQUENCE, MISSING, OTHER -> true;
          default -> false;
        };

    for (WireDialect dialect : List.of(OPENAI, ScriptedWire.RESPONSES.dialect())) {
      FinishReason read = endRead(dialect, served(dialect, came));

      assertTrue(whole || read != FinishReason.STOP, dialect.name());
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void refusalWithoutWordsIsNoAnswer(WireDialect dialect) throws Exception {
    List<StreamEvent> came =
        List.of(
            new StreamEvent.Started("r", "m"),
            new StreamEvent.TextDelta("t"),
            new StreamEvent.RefusalDelta(""),
            new StreamEvent.Finished(FinishReason.REFUSAL, "refusal"));
    byte[] body = dialect.replyBody(HEAD, Decoding.assembled(came));

    for (FinishReason read :
        List.of(
            endRead(dialect, served(dialect, came)),
            Decoding.whole(dialect, new String(body, UTF_8)).finishReason())) {
      assertTrue(NO_ANSWER.contains(read), dialect.name() + ": " + read);
    }
  }

  /** How a served stream ends; an error where it reports one. */
  private static FinishReason endRead(WireDialect dialect, String sse) throws IOException {
    try {
      return Decoding.stream(dialect, sse).finishReason();
    } catch (ProviderFailure e) {
      return FinishReason.ERROR;
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void brokenStreamIsNeverTakenForAWholeOne(WireDialect dialect) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = dialect.streamWriter(HEAD, out);
    writer.event(new StreamEvent.TextDelta("Half an ans"));
    writer.keepAlive();
    writer.failure(ErrorAnswer.of(new DeadlineException("inter-chunk", null)));

    FailureClass failure = Decoding.streamFailure(dialect, out.toString(UTF_8));

    assertFalse(failure == FailureClass.TRUNCATED, "the error itself must be seen");
  }

  @Test
  void figuresAreToldOnlyToClientsThatAskForThem() throws Exception {
    ReplyHead silent = new ReplyHead("served-1", "support", HEAD.created(), false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = OPENAI.streamWriter(silent, out);
    writer.event(
        new StreamEvent.UsageReport(new ScriptedReply("", "", List.of(), false, 1, 0, 2).usage()));
    writer.event(new StreamEvent.Finished(FinishReason.STOP, null));

    assertFalse(out.toString(UTF_8).contains("usage"));
    assertEquals(Usage.ABSENT, Decoding.stream(OPENAI, out.toString(UTF_8)).usage());
  }

  @Test
  void absentFiguresTakeNoChunkOfTheirOwn() throws Exception {
    List<StreamEvent> came =
        List.of(new StreamEvent.TextDelta("t"), new StreamEvent.Finished(FinishReason.STOP, null));

    assertFalse(served(OPENAI, came).contains("\"choices\":[]"));
  }

  @Test
  void answersToFailuresTellSdksWhetherToTryAgain() {
    AscException limited =
        new ProviderException(
            "p/m/r",
            new ProviderFailure(
                FailureClass.RATE_LIMITED,
                "answer: 429",
                429,
                null,
                Duration.ofMillis(1500),
                null));

    ErrorAnswer answer = ErrorAnswer.of(limited);

    assertEquals(429, answer.status());
    assertEquals(
        Map.of("x-should-retry", "true", "retry-after", "2", "retry-after-ms", "1500"),
        answer.headers());
    assertEquals(499, ErrorAnswer.of(new CancelledException("by the caller", null)).status());
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void errorBodyIsReadAsWhatItIs(WireDialect dialect) {
    ErrorAnswer answer =
        new ErrorAnswer(429, "asc_rate_limited", "requests: 7 (expected: <= 6)", "01A", Map.of());

    ProviderFailure read =
        dialect.failure(
            answer.status(),
            name -> java.util.Optional.ofNullable(answer.headers().get(name)),
            dialect.errorBody(answer),
            Instant.EPOCH);

    assertEquals(FailureClass.RATE_LIMITED, read.failure());
    assertEquals("asc_rate_limited", read.providerCode().orElse(""));
  }

  @Test
  void whatOnlyItsWireKnowsOfAReplyIsServedToIt() throws Exception {
    String message =
        "\"role\":\"assistant\",\"content\":\"Hi\",\"annotations\":[{\"type\":\"url_citation\"}]";
    String head = "{\"id\":\"r\",\"model\":\"m\",\"system_fingerprint\":\"fp_1\",\"choices\":[{";
    String choice = "\"index\":0,\"content_filter_results\":{ \"hate\": {\"filtered\":false} },";
    Reply whole =
        Decoding.whole(
            OPENAI,
            head
                + choice
                + "\"message\":{"
                + message
                + "},\"finish_reason\":\"stop\"}],\"service_tier\":\"default\",\"x\":[ 1.50 ]}");
    List<StreamEvent> came =
        Decoding.events(
            OPENAI,
            Decoding.bytes(
                "data: "
                    + head
                    + "\"index\":0,\"delta\":{"
                    + message
                    + "},\"finish_reason\":null}],\"service_tier\":null}\n\n"
                    + "data: "
                    + head
                    + choice
                    + "\"delta\":{},\"finish_reason\":\"stop\"}],\"service_tier\":\"default\""
                    + ",\"x\":[1.50]}\n\ndata: [DONE]\n\n"),
            true);

    assertEquals(
        new WireExtras(
            "openai-chat",
            Json.of(
                "{\"choices\":{\"0\":{\"content_filter_results\":{\"hate\":{\"filtered\":false}},"
                    + "\"message\":{\"annotations\":[{\"type\":\"url_citation\"}]}}},"
                    + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",\"x\":[1.50]}")),
        whole.extras());
    assertEquals(whole, Decoding.assembled(came));
    assertEquals(whole.extras(), Decoding.stream(OPENAI, served(OPENAI, came)).extras());
    String body = new String(OPENAI.replyBody(HEAD, whole), UTF_8);
    assertEquals(whole.extras(), Decoding.whole(OPENAI, body).extras());
    assertFalse(new String(ANTHROPIC.replyBody(HEAD, whole), UTF_8).contains("fp_1"));
    assertFalse(served(ANTHROPIC, came).contains("fp_1"));
  }

  @Test
  void whatOnlyAnthropicsWireKnowsOfAReplyIsServedToIt() throws Exception {
    String end =
        "\"stop_reason\":\"refusal\",\"stop_sequence\":\"END\",\"container\":{\"id\":\"c\"},"
            + "\"stop_details\":{\"type\":\"refusal\",\"category\":\"bio\",\"explanation\":\"No.\"}";
    Reply whole =
        Decoding.whole(
            ANTHROPIC,
            "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"x\":[1.50],"
                + end
                + "}");
    List<StreamEvent> came =
        Decoding.events(
            ANTHROPIC,
            Decoding.bytes(
                "data: {\"type\":\"message_start\",\"message\":{\"content\":[],\"x\":[ 1.50 ],"
                    + "\"stop_sequence\":null}}\n\ndata: {\"type\":\"ping\",\"y\":1}\n\n"
                    + "data: {\"type\":\"message_delta\",\"delta\":{"
                    + end
                    + "}}\n\ndata: {\"type\":\"message_stop\"}\n\n"),
            true);

    assertEquals(
        "{\"container\":{\"id\":\"c\"},\"stop_details\":{\"type\":\"refusal\",\"category\":\"bio\","
            + "\"explanation\":\"No.\"},\"stop_sequence\":\"END\",\"x\":[1.50]}",
        whole.extras().fields().text());
    assertEquals(whole, Decoding.assembled(came));
    Reply streamed = Decoding.stream(ANTHROPIC, served(ANTHROPIC, came));
    assertEquals(whole.extras(), streamed.extras());
    assertEquals("No.", streamed.refusal());
    String body = new String(ANTHROPIC.replyBody(HEAD, whole), UTF_8);
    assertEquals(whole.extras(), Decoding.whole(ANTHROPIC, body).extras());
    assertFalse(new String(OPENAI.replyBody(HEAD, whole), UTF_8).contains("container"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai-chat|{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'x':{'y':1},"
            + "'completion_tokens_details':{'reasoning_tokens':1,'accepted_prediction_tokens':2}}"
            + "|{'completion_tokens_details':{'accepted_prediction_tokens':2},'x':{'y':1}}",
        "anthropic-messages|{'input_tokens':9,'output_tokens':4,'service_tier':'standard',"
            + "'server_tool_use':{'web_search_requests':3},'inference_geo':'us'}"
            + "|{'inference_geo':'us','server_tool_use':{'web_search_requests':3},"
            + "'service_tier':'standard'}",
      })
  void whatOnlyItsWireKnowsOfFiguresIsServedToIt(String wire, String usage, String kept)
      throws Exception {
    WireDialect dialect =
        dialects().filter(one -> one.name().equals(wire)).findFirst().orElseThrow();
    String body =
        "{'type':'message','content':[],'stop_reason':'end_turn','choices':[{'message':"
            + "{'content':'Hi'},'finish_reason':'stop'}],'usage':"
            + usage
            + "}";

    Reply whole =
        Decoding.whole(
            dialect,
            (wire.equals("openai-chat") ? body.replace("'type':'message',", "") : body)
                .replace('\'', '"'));
    List<StreamEvent> events =
        List.of(
            new StreamEvent.UsageReport(whole.usage()),
            new StreamEvent.Extras(whole.extras()),
            new StreamEvent.Finished(FinishReason.STOP, null));

    String extras = kept.replace('\'', '"');
    assertEquals(
        JSON.readTree(extras), JSON.readTree(whole.extras().fields().text()).path("usage"));
    for (Reply served :
        List.of(
            Decoding.whole(dialect, new String(dialect.replyBody(HEAD, whole), UTF_8)),
            Decoding.stream(dialect, served(dialect, events)))) {
      assertEquals(
          JSON.readTree(extras), JSON.readTree(served.extras().fields().text()).path("usage"));
      assertEquals(whole.usage(), served.usage());
    }
  }

  /** Whatever name the client asked by, what it sends back goes to the model that thought it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void signedThinkingComesBackToItsModelAsItWas(boolean streamed) throws Exception {
    List<StreamEvent> came =
        Decoding.events(ANTHROPIC, ServedReplyTest.class.getResourceAsStream(THINKING), true);
    String body = new String(ANTHROPIC.replyBody(HEAD, Decoding.assembled(came)), UTF_8);
    Reply client =
        streamed
            ? Decoding.stream(ANTHROPIC, served(ANTHROPIC, came))
            : Decoding.whole(ANTHROPIC, body);
    ChatRequest next =
        ChatRequest.builder()
            .model("support")
            .user("a")
            .message(new Message(Role.ASSISTANT, client.content()))
            .user("b")
            .build();

    byte[] sent = ANTHROPIC.requestBody(next, Decoding.MODEL, 9, false);
    List<Content> read =
        ANTHROPIC.readRequest(sent, sent.length).request().messages().get(1).content();

    assertTrue(read.stream().anyMatch(Content.Reasoning.class::isInstance));
    assertEquals(Decoding.assembled(came).content(), read);
  }

  /** As above, and under its own id: under another its provider takes no seal back. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sealedReasoningComesBackToItsModelUnderItsOwnId(boolean streamed) throws Exception {
    WireDialect responses = ScriptedWire.RESPONSES.dialect();
    List<StreamEvent> came =
        Decoding.events(
            responses,
            Decoding.bytes(
                "{\"output\":[{\"id\":\"rs_a\",\"type\":\"reasoning\",\"summary\":[{\"type\":"
                    + "\"summary_text\",\"text\":\"hm\"}],\"encrypted_content\":\"c2VhbA==\"},"
                    + "{\"id\":\"rs_b\",\"type\":\"reasoning\",\"summary\":[],"
                    + "\"encrypted_content\":\"b3RoZXI=\"},{\"type\":\"message\",\"content\":["
                    + "{\"type\":\"output_text\",\"text\":\"Hi\"}]}],\"status\":\"completed\"}"),
            false);
    String body = new String(responses.replyBody(HEAD, Decoding.assembled(came)), UTF_8);
    String output =
        streamed
            ? served(responses, came).replaceFirst("(?s).*\\ndata: (?=.*response.completed)", "")
            : body;

    byte[] sent =
        ("{\"model\":\"support\",\"input\":" + JSON.readTree(output).findValue("output") + "}")
            .getBytes(UTF_8);
    List<Content> read =
        responses.readRequest(sent, sent.length).request().messages().get(0).content();

    assertEquals(Decoding.assembled(came).content(), read);
    assertEquals(3, read.size());
  }

  private static String served(WireDialect dialect, List<StreamEvent> events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = dialect.streamWriter(HEAD, out);
    for (StreamEvent event : events) {
      writer.event(event);
    }
    return out.toString(UTF_8);
  }

  /** Signed reasoning is its origin's: a client gets its text, which {@code reasoning} has. */
  private static List<Content> shown(Reply reply) {
    return reply.content().stream().filter(piece -> !(piece instanceof Content.Reasoning)).toList();
  }

  private static void same(Reply came, Reply served) {
    assertEquals("served-1", served.id());
    assertEquals("support", served.model());
    assertEquals(shown(came), shown(served));
    assertEquals(came.reasoning(), served.reasoning());
    assertEquals(came.refusal(), served.refusal());
    assertEquals(came.finishReason(), served.finishReason());
    if (came.usage().source() == UsageSource.ABSENT) {
      assertNotEquals(UsageSource.REPORTED, served.usage().source(), "absent is not zero");
    } else {
      assertEquals(came.usage(), served.usage());
    }
    assertEquals(
        came.content().stream().filter(Content.ToolUse.class::isInstance).count(),
        served.content().stream().filter(Content.ToolUse.class::isInstance).count());
  }
}
