package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireDialect OPENAI = new OpenAiDialect(OpenAiDialect.Flavour.OPENAI);
  private static final WireDialect COMPATIBLE = new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE);
  private static final WireDialect ANTHROPIC =
      new AnthropicDialect(AnthropicDialect.Version.V2023_06_01);

  private static final WireDialect RESPONSES = new ResponsesDialect();

  /** What every dialect takes for a limit. */
  private static final int LIMIT = 16;

  static Stream<WireDialect> dialects() {
    return Stream.of(OPENAI, COMPATIBLE, ANTHROPIC, RESPONSES);
  }

  @Property
  void anyTextArrivesAndNoHalfCharacterLeaves(
      @ForAll @NotEmpty @CharRange(from = '\u0000', to = '\uFFFF') String text,
      @ForAll ScriptedWire wire)
      throws Exception {
    ChatRequest request = ChatRequest.builder().model("m").user(text).build();
    byte[] body = wire.dialect().requestBody(request, "m", LIMIT, false);
    JsonNode written = JSON.readTree(body);
    JsonNode turns = written.path(written.has("input") ? "input" : "messages");
    assertEquals(WellFormed.text(text), turns.at("/0/content").textValue());
    assertFalse(new String(body, UTF_8).toLowerCase().contains("\\ud8"), "escaped half");
  }

  @Property
  void anthropicTurnsAlternateAndResultsLead(@ForAll List<Role> roles) throws Exception {
    ChatRequest.Builder request = ChatRequest.builder().model("m").system("s").user("first");
    List<String> said = new ArrayList<>(List.of("first"));
    for (int i = 0; i < roles.size(); i++) {
      String text = "text " + i;
      Role role = roles.get(i) == Role.SYSTEM ? Role.USER : roles.get(i);
      Content content =
          role == Role.TOOL
              ? new Content.ToolResult("id_" + i, text, false)
              : new Content.Text(text);
      request.message(new Message(role, List.of(content)));
      said.add(text);
    }
    JsonNode messages = body(ANTHROPIC, request.build()).path("messages");
    List<String> written = new ArrayList<>();
    String previous = "";
    for (JsonNode turn : messages) {
      assertFalse(turn.path("role").asText().equals(previous), "two turns of one role");
      previous = turn.path("role").asText();
      boolean resultsOver = false;
      if (turn.path("content").isTextual()) {
        written.add(turn.path("content").asText());
      }
      for (JsonNode block : turn.path("content")) {
        boolean result = block.path("type").asText().equals("tool_result");
        assertFalse(result && resultsOver, "a result behind a text");
        resultsOver |= !result;
        written.add(block.path(result ? "content" : "text").asText());
      }
    }
    said.sort(null);
    written.sort(null);
    assertEquals(said, written);
  }

  @Test
  void emptyTextsAreLeftOutForAnthropic() throws Exception {
    ChatRequest request =
        ChatRequest.builder().model("m").system("").user("a").assistant("").user("b").build();
    JsonNode body = body(ANTHROPIC, request);
    assertEquals(1, body.path("messages").size());
    assertEquals(2, body.at("/messages/0/content").size());
    assertFalse(body.has("system"));
  }

  @Test
  void ownUnknownPartsAreWrittenAsTheyCame() throws Exception {
    String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a.png\"}}";
    Message message =
        new Message(
            Role.USER,
            List.of(new Content.Text("What?"), new Content.Unknown(OPENAI.name(), Json.of(image))));
    JsonNode body = body(OPENAI, ChatRequest.builder().model("m").message(message).build());
    assertEquals(JSON.readTree(image), body.at("/messages/0/content/1"));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void unknownPartsOfOthersAreRefused(WireDialect dialect) {
    Message message =
        new Message(Role.USER, List.of(new Content.Unknown("other", Json.of("{\"s3cret\":1}"))));
    refused(
        dialect,
        ChatRequest.builder().model("m").message(message),
        "a part of other (expected: what " + dialect.name() + " can express there)");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void toolUseOfAUserIsRefused(WireDialect dialect) {
    Content use = new Content.ToolUse(new ToolCall("a", "f", Json.of("{}")));
    refused(
        dialect,
        ChatRequest.builder().model("m").message(new Message(Role.USER, List.of(use))),
        "ToolUse (expected");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void textOfAToolIsRefused(WireDialect dialect) {
    refused(
        dialect,
        ChatRequest.builder().model("m").user("a").message(Message.of(Role.TOOL, "b")),
        "messages[1]");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void schemaThatIsNoObjectIsRefused(WireDialect dialect) {
    for (String schema : List.of("[]", "{", "{} {}", "{\"a\":1,}")) {
      refused(
          dialect,
          ChatRequest.builder().model("m").user("a").tool(new Tool("t", "d", Json.of(schema))),
          "tools[0].inputSchema: " + schema.length() + " characters (expected: a JSON object)");
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void argumentsThatAreNoObjectAreRefused(WireDialect dialect) {
    Content use = new Content.ToolUse(new ToolCall("a", "f", Json.of("{\"x\":")));
    refused(
        dialect,
        ChatRequest.builder()
            .model("m")
            .user("a")
            .message(new Message(Role.ASSISTANT, List.of(use))),
        "arguments: 5 characters (expected: a JSON object)");
  }

  @Test
  void fiveStopSequencesAreTooManyForOpenAiOnly() throws Exception {
    ChatRequest.Builder request = ChatRequest.builder().model("m").user("a");
    List.of("1", "2", "3", "4", "5").forEach(request::stopSequence);
    refused(OPENAI, request, "stop sequences: 5 (expected: at most 4)");
    assertEquals(5, body(COMPATIBLE, request.build()).path("stop").size());
    assertEquals(5, body(ANTHROPIC, request.build()).path("stop_sequences").size());
  }

  @Test
  void temperatureAboveOneIsRefusedByAnthropicNotClamped() {
    refused(
        ANTHROPIC,
        ChatRequest.builder().model("m").user("a").temperature(1.7),
        "request: asks for [temperature-above-1] (expected: what anthropic-messages can express)");
  }

  @Test
  void laterSystemMessageStandsWhereItIsInTheNewerAnthropic() throws Exception {
    WireDialect dialect = new AnthropicDialect(AnthropicDialect.Version.V2026_10_21);
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .system("first")
            .user("one")
            .system("second")
            .system("third")
            .user("two")
            .build();

    JsonNode body = body(dialect, request);

    assertEquals("first", body.path("system").textValue());
    assertEquals(
        JSON.readTree(
            """
            [{"role": "user", "content": "one"},
             {"role": "system", "content": [{"type": "text", "text": "second"}, {"type": "text", "text": "third"}]},
             {"role": "user", "content": "two"}]\
            """),
        body.path("messages"));
    assertEquals("2026-10-21", dialect.headers(false).get("anthropic-version"));
  }

  @Test
  void laterSystemMessageIsRefusedByAnthropicNotMoved() {
    refused(
        ANTHROPIC,
        ChatRequest.builder().model("m").user("a").system("b"),
        "request: asks for [late-system-message] (expected: what anthropic-messages can express)");
  }

  @Test
  void conversationOfNothingIsRefusedByAnthropic() {
    refused(
        ANTHROPIC, ChatRequest.builder().model("m").system("s").user(""), "messages: no content");
  }

  @Test
  void callIdWithOtherCharactersIsRefusedByAnthropic() {
    Content result = new Content.ToolResult("functions.f:0", "x", false);
    refused(
        ANTHROPIC,
        ChatRequest.builder().model("m").message(new Message(Role.TOOL, List.of(result))),
        "tool call id: 13 characters (expected: [a-zA-Z0-9_-]+)");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void optionsMaySetNothingThatAscDecides(WireDialect dialect) {
    for (String field : List.of("model", "stream", "tools", "service_tier")) {
      refused(
          dialect,
          ChatRequest.builder()
              .model("m")
              .user("a")
              .providerOptions(dialect.name(), Json.of("{\"" + field + "\":\"s3cret\"}")),
          "providerOptions["
              + dialect.name()
              + "]: "
              + field
              + " (expected: a field that ASC does not decide)");
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void optionsThatAreNotOneObjectAreRefused(WireDialect dialect) {
    for (String options : List.of("[]", "{", "{} {}", "{\"a\":1,}", "", "{\"a\":1,\"a\":2}")) {
      refused(
          dialect,
          ChatRequest.builder()
              .model("m")
              .user("a")
              .providerOptions(dialect.name(), Json.of(options)),
          "providerOptions[" + dialect.name() + "]: ");
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyFieldAscWritesIsReserved(WireDialect dialect) throws Exception {
    for (ChatRequest request :
        List.of(
            Requests.toolLoop(),
            Requests.settings(),
            Requests.fewerSettings(),
            Requests.itemSettings())) {
      if (dialect.features().containsAll(request.features())) {
        JsonNode body = JSON.readTree(dialect.requestBody(request, "m", LIMIT, true));
        List<String> own = new ArrayList<>();
        body.fieldNames().forEachRemaining(own::add);
        own.removeAll(
            List.of("verbosity", "thinking", "truncation")); // set by the requests' own options
        for (String field : own) {
          Json options = Json.of("{\"" + field + "\":1}");
          refused(
              dialect,
              request.toBuilder().providerOptions(dialect.name(), options),
              "]: " + field + " (expected");
        }
      }
    }
  }

  @Test
  void thinkingThatIsOffIsNotTurnedOnByAnOption() {
    refused(
        ANTHROPIC,
        ChatRequest.builder()
            .model("m")
            .user("a")
            .reasoningEffort(ReasoningEffort.NONE)
            .providerOptions(ANTHROPIC.name(), Json.of("{\"thinking\":{}}")),
        "]: thinking (expected");
  }

  @Test
  void minimalEffortIsRefusedByAnthropicNotRounded() {
    refused(
        ANTHROPIC,
        ChatRequest.builder().model("m").user("a").reasoningEffort(ReasoningEffort.MINIMAL),
        "reasoningEffort: minimal (expected: none, low,");
  }

  @Test
  void soundsOpenAiCannotHearAreRefused() {
    Content audio = new Content.Audio(MediaSource.of("audio/ogg", new byte[] {1}));
    refused(
        OPENAI,
        ChatRequest.builder().model("m").message(new Message(Role.USER, List.of(audio))),
        "audio/ogg (expected: audio/wav or audio/mpeg)");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void reasoningOfAnotherModelIsRefused(WireDialect dialect) {
    for (ProviderState state :
        List.of(
            new ProviderState("anthropic-messages", "other", Json.of("{\"s3cret\":1}")),
            new ProviderState("other", "m", Json.of("{\"s3cret\":1}")))) {
      Content reasoning = new Content.Reasoning("s3cret", state);
      refused(
          dialect,
          ChatRequest.builder()
              .model("m")
              .user("a")
              .message(new Message(Role.ASSISTANT, List.of(reasoning))),
          "Reasoning (expected: what " + dialect.name() + " can express there)");
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void picturesOfTheModelAreRefused(WireDialect dialect) {
    Content image = new Content.Image(MediaSource.of("image/png", new byte[] {1}));
    refused(
        dialect,
        ChatRequest.builder()
            .model("m")
            .user("a")
            .message(new Message(Role.ASSISTANT, List.of(image))),
        "Image (expected");
  }

  @Test
  void longTextNeedsNoMoreThanItsRoom() {
    String text = "é".repeat(5_000_000);
    byte[] body =
        OPENAI.requestBody(ChatRequest.builder().model("m").user(text).build(), "m", LIMIT, false);
    assertEquals(10_000_000, body.length, 200);
  }

  @Test
  void fewerTokensThanResponsesTakeAreRefusedNotRaised() {
    ChatRequest request = ChatRequest.builder().model("m").user("a").build();
    InvalidRequestException refused =
        assertThrows(
            InvalidRequestException.class, () -> RESPONSES.requestBody(request, "m", 15, false));
    assertEquals(
        "maxOutputTokens: 15 (expected: >= 16 for openai-responses)", refused.getMessage());
  }

  @Test
  void callIdLongerThanResponsesTakeIsRefused() {
    Content result = new Content.ToolResult("c".repeat(65), "x", false);
    refused(
        RESPONSES,
        ChatRequest.builder().model("m").message(new Message(Role.TOOL, List.of(result))),
        "messages[0].content[0] call id: 65 characters (expected: 1 to 64 for openai-responses)");
  }

  @Test
  void responsesAreAskedForSealedReasoningWhereTheModelReasons() throws Exception {
    ChatRequest.Builder request = ChatRequest.builder().model("m").user("a");
    assertFalse(body(RESPONSES, request.build()).has("include"));
    request.reasoningEffort(ReasoningEffort.NONE);
    assertFalse(body(RESPONSES, request.build()).has("include"));
    request.reasoningEffort(ReasoningEffort.LOW);
    assertEquals(
        "reasoning.encrypted_content",
        body(RESPONSES, request.build()).at("/include/0").textValue());
  }

  @Test
  void responsesKeepNothingWithTheProvider() throws Exception {
    assertEquals("false", body(RESPONSES, Requests.shortest()).path("store").toString());
    for (String field : List.of("store", "previous_response_id", "conversation", "background")) {
      refused(
          RESPONSES,
          ChatRequest.builder()
              .model("m")
              .user("a")
              .providerOptions(RESPONSES.name(), Json.of("{\"" + field + "\":1}")),
          "]: " + field + " (expected");
    }
  }

  @Test
  void ownUnknownItemsAndPartsOfResponsesAreWrittenAsTheyCame() throws Exception {
    Content unknown = new Content.Unknown(RESPONSES.name(), Json.of("{\"type\":\"brand_new\"}"));
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .message(new Message(Role.USER, List.of(unknown)))
            .message(new Message(Role.ASSISTANT, List.of(unknown)))
            .build();
    JsonNode input = body(RESPONSES, request).path("input");
    assertEquals("brand_new", input.at("/0/content/0/type").textValue());
    assertEquals("brand_new", input.at("/1/type").textValue());
  }

  private static void refused(WireDialect dialect, ChatRequest.Builder request, String part) {
    ChatRequest built = request.build();
    String message =
        String.valueOf(
            assertThrows(
                    InvalidRequestException.class,
                    () -> dialect.requestBody(built, "m", LIMIT, false))
                .getMessage());
    assertEquals(true, message.contains(part), message);
    assertFalse(message.contains("s3cret"), message);
  }

  private static JsonNode body(WireDialect dialect, ChatRequest request) throws Exception {
    return JSON.readTree(dialect.requestBody(request, "m", LIMIT, false));
  }
}
