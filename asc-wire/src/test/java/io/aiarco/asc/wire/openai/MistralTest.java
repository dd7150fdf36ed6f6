package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Mistral's wire is not OpenAI's. */
class MistralTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Json EMPTY = Json.of("{}");
  private static final WireDialect DIALECT = new OpenAiDialect(OpenAiDialect.Flavour.MISTRAL);
  private static final ReplyHead HEAD =
      new ReplyHead("served-1", "support", Instant.parse("2026-11-25T10:00:00Z"), false);

  @Property
  void everyCallAndItsResultBearOneIdThatMistralTakesAndNoOther(
      @ForAll @Size(min = 1, max = 20) Set<@StringLength(max = 12) String> ids) throws Exception {
    List<String> sent = sentIds(new ArrayList<>(ids));

    assertEquals(ids.size(), new HashSet<>(sent).size());
    for (String id : sent) {
      assertTrue(id.matches("[a-zA-Z0-9]{9}"), id);
    }
    assertEquals(sent, sentIds(new ArrayList<>(ids)), "the next turn sends the same");
  }

  @Test
  void anIdThatIsFitStaysEvenWhenAnotherWouldBecomeIt() throws Exception {
    String taken = MistralIds.nine("call_1");

    List<String> sent = sentIds(List.of("call_1", taken));

    assertEquals(taken, sent.get(1));
    assertFalse(sent.get(0).equals(taken), "two calls with one id");
  }

  /** The ids of the calls, after it was seen that the results bear the same. */
  private static List<String> sentIds(List<String> ids) throws Exception {
    ChatRequest.Builder request = ChatRequest.builder().model("m").user("x");
    List<Content> calls = new ArrayList<>();
    List<Content> results = new ArrayList<>();
    for (String id : ids) {
      calls.add(new Content.ToolUse(new ToolCall(id, "t", EMPTY)));
      results.add(new Content.ToolResult(id, "r", false));
    }
    request.message(new Message(Role.ASSISTANT, calls)).message(new Message(Role.TOOL, results));
    JsonNode messages = body(request.build()).path("messages");
    List<String> sent = new ArrayList<>();
    for (JsonNode call : messages.get(1).path("tool_calls")) {
      sent.add(call.path("id").textValue());
    }
    for (int i = 0; i < sent.size(); i++) {
      assertEquals(sent.get(i), messages.get(2 + i).path("tool_call_id").textValue());
    }
    return sent;
  }

  @Test
  void requestIsWrittenInItsWords() throws Exception {
    ChatRequest request =
        ChatRequest.builder()
            .model("support")
            .system("Be brief.")
            .message(
                new Message(
                    Role.USER,
                    List.of(
                        new Content.Text("Read and listen."),
                        new Content.Document(url("https://x.example/a.pdf"), "a"),
                        new Content.Audio(MediaSource.of("audio/mpeg", new byte[] {1})),
                        new Content.Audio(url("https://x.example/a.mp3")))))
            .message(new Message(Role.ASSISTANT, List.of(new Content.Text("It says"))))
            .tool(new Tool("t", "", EMPTY))
            .toolChoice(ToolChoice.REQUIRED)
            .seed(7)
            .cacheKey("k")
            .build();

    assertEquals(
        JSON.readTree(
            """
            {"model": "m", "max_tokens": 9, "random_seed": 7, "prompt_cache_key": "k", "stream": true,
             "messages": [
               {"role": "system", "content": "Be brief."},
               {"role": "user", "content": [
                 {"type": "text", "text": "Read and listen."},
                 {"type": "document_url", "document_url": "https://x.example/a.pdf", "document_name": "a"},
                 {"type": "input_audio", "input_audio": "AQ=="},
                 {"type": "input_audio", "input_audio": "https://x.example/a.mp3"}]},
               {"role": "assistant", "content": "It says", "prefix": true}],
             "tools": [{"type": "function", "function": {"name": "t", "parameters": {}}}],
             "tool_choice": "required"}\
            """),
        JSON.readTree(DIALECT.requestBody(request, "m", 9, true)));
  }

  @Test
  void aUserAfterAToolIsRefusedNotMoved() {
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .user("x")
            .message(
                new Message(
                    Role.ASSISTANT, List.of(new Content.ToolUse(new ToolCall("i", "t", EMPTY)))))
            .message(new Message(Role.TOOL, List.of(new Content.ToolResult("i", "r", false))))
            .user("y")
            .build();

    assertEquals(
        "request: asks for [user-after-tool] (expected: what mistral-chat can express)",
        assertThrows(
                InvalidRequestException.class, () -> DIALECT.requestBody(request, "m", 9, false))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatItThoughtGoesBackToIt(boolean streamed) throws Exception {
    String chunk = "{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"%s\"}]}";
    String end = "\"finish_reason\":\"stop\"}]}";
    Reply reply =
        streamed
            ? Decoding.stream(
                DIALECT,
                Stream.of("H", "m.")
                        .map(
                            part ->
                                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":["
                                    + chunk.formatted(part)
                                    + "]}}]}\n\n")
                        .collect(Collectors.joining())
                    + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"In Lyon.\"},"
                    + end
                    + "\n\ndata: [DONE]\n\n")
            : Decoding.whole(
                DIALECT,
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":["
                    + chunk.formatted("Hm.")
                    + ",{\"type\":\"text\",\"text\":\"In Lyon.\"}]},"
                    + end);
    ChatRequest next =
        ChatRequest.builder()
            .model("m")
            .user("Where?")
            .message(new Message(Role.ASSISTANT, reply.content()))
            .user("Sure?")
            .build();

    byte[] sent = DIALECT.requestBody(next, "another-of-mistral", 9, false);

    assertEquals("Hm.", reply.reasoning());
    JsonNode content = JSON.readTree(sent).at("/messages/1/content");
    assertEquals(JSON.readTree(chunk.formatted("Hm.")), content.path(0));
    assertEquals("In Lyon.", content.path(1).path("text").textValue());
    ChatRequest read = DIALECT.readRequest(sent, sent.length).request();
    assertEquals(reply.content(), read.messages().get(1).content());
  }

  @Test
  void servedStreamIsWhatItsStrictClientTakes() throws Exception {
    String came =
        """
        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning":"Hm."}}]}

        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"In Lyon."}}]}

        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":2}}}

        data: [DONE]

        """;
    WireDialect from = new OpenAiDialect(OpenAiDialect.Flavour.VLLM);
    List<StreamEvent> events = Decoding.events(from, Decoding.bytes(came), true);

    List<JsonNode> chunks = new ArrayList<>();
    String stream = served(events);
    for (String event : stream.split("\n\n")) {
      if (!event.equals("data: [DONE]")) {
        chunks.add(JSON.readTree(event.substring("data: ".length())));
      }
    }

    assertTrue(stream.endsWith("data: [DONE]\n\n"));
    JsonNode thought = chunks.get(1).at("/choices/0/delta/content/0");
    assertEquals(
        JSON.readTree(
            "{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm.\"}]}"),
        thought);
    JsonNode last = chunks.remove(chunks.size() - 1);
    assertEquals("stop", last.at("/choices/0/finish_reason").textValue());
    assertEquals(
        JSON.readTree(
            "{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10,\"num_cached_tokens\":2}"),
        last.path("usage"));
    for (JsonNode chunk : chunks) {
      assertFalse(chunk.has("usage"), "its client takes no null for figures");
      assertTrue(chunk.at("/choices/0/delta").isObject());
    }
    Reply whole = Decoding.assembled(events);
    Reply read = Decoding.stream(DIALECT, stream);
    assertEquals(whole.content(), read.content().subList(1, 2)); // after what it thought
    assertEquals(whole.reasoning(), read.reasoning());
    assertEquals(whole.usage(), read.usage());
    String body = new String(DIALECT.replyBody(HEAD, whole), UTF_8);
    assertEquals(read, Decoding.whole(DIALECT, body));
  }

  @Test
  void aReplyWithoutFiguresIsServedWithAnEmptyObjectOfThem() throws Exception {
    Reply reply =
        Decoding.whole(
            DIALECT,
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},"
                + "\"finish_reason\":\"model_length\"}]}");

    JsonNode served = JSON.readTree(DIALECT.replyBody(HEAD, reply));

    assertEquals(FinishReason.CONTEXT_LIMIT, reply.finishReason());
    assertEquals("model_length", served.at("/choices/0/finish_reason").textValue());
    assertEquals(JSON.readTree("{}"), served.path("usage"));
  }

  @Test
  void errorIsFlat() throws Exception {
    ErrorAnswer answer = ErrorAnswer.of(new DeadlineException("call", null));

    JsonNode error = JSON.readTree(DIALECT.errorBody(answer));

    assertEquals("error", error.path("object").textValue());
    assertEquals(answer.code(), error.path("code").textValue());
    assertEquals(answer.status(), error.path("raw_status_code").intValue());
  }

  private static String served(List<StreamEvent> events) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = DIALECT.streamWriter(HEAD, out);
    for (StreamEvent event : events) {
      writer.event(event);
    }
    return out.toString(UTF_8);
  }

  private static JsonNode body(ChatRequest request) throws Exception {
    return JSON.readTree(DIALECT.requestBody(request, "m", 9, false));
  }

  private static MediaSource url(String url) {
    return MediaSource.of(URI.create(url));
  }
}
