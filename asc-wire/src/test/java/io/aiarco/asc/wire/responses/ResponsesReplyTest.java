package io.aiarco.asc.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a reply goes back with the next turn, and the ladder that official SDKs insist on. */
class ResponsesReplyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireDialect DIALECT = new ResponsesDialect();
  private static final ReplyHead HEAD = new ReplyHead("resp_1", "support", Instant.EPOCH, true);

  @Test
  void sealedReasoningGoesBackAsItCame() throws Exception {
    String item =
        "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],"
            + "\"encrypted_content\":\"c2VhbGVk\",\"x_new\":1}";

    JsonNode next = nextTurn(Decoding.whole(DIALECT, completed(item)));

    assertEquals(JSON.readTree(item), next.at("/input/0"));
    assertEquals("Hello", next.at("/input/1/content").textValue());
    assertEquals("reasoning.encrypted_content", next.at("/include/0").textValue());
  }

  @Test
  void reasoningThatIsNotSealedIsShownOnly() throws Exception {
    String item =
        "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],"
            + "\"encrypted_content\":null}";

    Reply reply = Decoding.whole(DIALECT, completed(item));

    assertEquals("hm", reply.reasoning());
    assertEquals(List.of(new Content.Text("Hello")), reply.content());
  }

  @Test
  void streamHasEveryRungOnce() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = DIALECT.streamWriter(HEAD, out);
    writer.event(new StreamEvent.Started("r", "m"));
    writer.event(new StreamEvent.ReasoningDelta("hm"));
    writer.event(new StreamEvent.TextDelta("Hel"));
    writer.event(new StreamEvent.TextDelta("lo"));
    ToolCall call = new ToolCall("call-1", "pay", Json.of("{}"));
    writer.event(new StreamEvent.ToolCallComplete(0, call));
    writer.event(new StreamEvent.Finished(FinishReason.TOOL_CALLS, null));

    assertEquals(
        List.of(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed"),
        types(out));
  }

  @Test
  void failureIsToldBothWays() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = DIALECT.streamWriter(HEAD, out);
    writer.failure(ErrorAnswer.of(new DeadlineException("inter-chunk", null)));

    List<String> types = types(out);

    assertEquals(
        List.of("response.created", "response.in_progress", "error", "response.failed"), types);
    String text = out.toString(UTF_8);
    assertTrue(text.contains("\"error\":{\"message\":"), text);
    assertTrue(text.contains("\"status\":\"failed\""), text);
  }

  /** The events' types; each is also the event's name, and they are numbered from 0. */
  private static List<String> types(ByteArrayOutputStream out) throws IOException {
    List<String> types = new ArrayList<>();
    for (String event : out.toString(UTF_8).split("\n\n")) {
      String[] lines = event.split("\n");
      JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
      assertEquals("event: " + data.path("type").textValue(), lines[0]);
      assertEquals(types.size(), data.path("sequence_number").intValue());
      types.add(data.path("type").textValue());
    }
    return types;
  }

  private static String completed(String item) {
    return "{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"m\",\"output\":["
        + item
        + ",{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}]}";
  }

  private static JsonNode nextTurn(Reply reply) throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("support")
            .message(new Message(Role.ASSISTANT, reply.content()))
            .build();
    return JSON.readTree(DIALECT.requestBody(request, Decoding.MODEL, 16, false));
  }
}
