package io.aiarco.asc.wire.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.InvalidOutputException;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.StructuredResponse;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import io.aiarco.asc.tool.ToolOutput;
import io.aiarco.asc.tool.ToolRun;
import io.aiarco.asc.tool.ToolRunner;
import io.aiarco.asc.wire.JsonReplyReader;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call whose reply is a record. */
class StructuredCallTest {
  @RegisterExtension final AscTest asc = AscTest.withReplies(new JsonReplyReader());

  record City(String name, int people) {}

  record Dated(Date when) {}

  @Test
  void replyIsTheRecordAndTheCallIsLikeAnyOther() {
    asc.provider().reply("{\"name\": \"Rome\", \"people\": 2800000}");

    StructuredResponse<City> reply = asc.client().chat(ask().build(), City.class);

    assertEquals(new City("Rome", 2_800_000), reply.value());
    assertEquals(2, asc.records().size(), "intent and outcome");
    ChatRequest sent = (ChatRequest) asc.provider().calls().get(0).request();
    assertEquals(
        new ResponseFormat.JsonSchema("City", RecordSchema.of(City.class).json(), true),
        sent.responseFormat());
  }

  @Test
  void anotherReplyIsATypedErrorWithTheCallsFactsAndNoneOfItsContent() {
    asc.provider().reply("{\"name\": \"s3cret\", \"people\": \"many\"}");

    InvalidOutputException refused =
        assertThrows(
            InvalidOutputException.class, () -> asc.client().chat(ask().build(), City.class));

    assertEquals(
        "output $.people: text (expected: a whole number of 32 bits)", refused.getMessage());
    assertEquals(ErrorCode.INVALID_OUTPUT, refused.code());
    assertEquals("$.people", refused.path());
    assertTrue(refused.retryAdvice().retryable());
    assertEquals(refused.response().orElseThrow().auditId(), refused.auditId().orElseThrow());
    assertEquals(1, refused.attempts().size());
    assertFalse(refused.toString().contains("s3cret"));
    assertEquals(null, refused.getCause());
  }

  @ParameterizedTest
  @EnumSource(FinishReason.class)
  void replyThatEndedAnotherWayIsNoRecordEvenIfItLooksLikeOne(FinishReason reason) {
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.TextDelta("{\"name\":\"Rome\",\"people\":1}"),
                    new StreamEvent.Finished(reason, null))));

    boolean whole =
        switch (reason) {
          case STOP, STOP_SEQUENCE, MISSING, OTHER -> true;
          default -> false;
        };
    if (whole) {
      assertEquals("Rome", asc.client().chat(ask().build(), City.class).value().name());
    } else {
      InvalidOutputException refused =
          assertThrows(
              InvalidOutputException.class, () -> asc.client().chat(ask().build(), City.class));
      assertEquals(
          "output: ended by " + reason + " (expected: the whole of a City)", refused.getMessage());
      assertFalse(refused.retryAdvice().retryable());
    }
  }

  @Test
  void refusalIsNoRecord() {
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.RefusalDelta("I will not."),
                    new StreamEvent.Finished(FinishReason.STOP, null))));

    InvalidOutputException refused =
        assertThrows(
            InvalidOutputException.class, () -> asc.client().chat(ask().build(), City.class));

    assertEquals("output: refused (expected: the whole of a City)", refused.getMessage());
    assertEquals("I will not.", refused.response().orElseThrow().reply().refusal());
  }

  @Test
  void whatCannotBeReadIsNotSent() {
    ChatRequest formatted = ask().responseFormat(ResponseFormat.JSON_OBJECT).build();

    assertThrows(InvalidRequestException.class, () -> asc.client().chat(formatted, City.class));
    assertThrows(
        IllegalArgumentException.class, () -> asc.client().chat(ask().build(), Dated.class));
    assertEquals(List.of(), asc.provider().calls());
  }

  @Test
  void toolTakesItsArgumentsAsARecordAndTheModelIsToldWhenTheyAreNone() {
    asc.provider()
        .reply(
            ScriptedReply.toolCalls(
                new ToolCall("1", "people", Json.of("{\"name\":\"Rome\",\"people\":1}")),
                new ToolCall("2", "people", Json.of("{\"name\":\"Rome\"}"))))
        .reply("One.");

    ToolRun run =
        ToolRunner.builder(asc.client())
            .tool("people", "How many live there", City.class, city -> ToolOutput.text(city.name()))
            .build()
            .run(ask().build());

    assertEquals(
        List.of(
            new Content.ToolResult("1", "Rome", false),
            new Content.ToolResult(
                "2",
                "arguments are not as described: output $.people: missing (expected: a whole number"
                    + " of 32 bits)",
                true)),
        ((ChatRequest) asc.provider().calls().get(1).request()).messages().get(2).content());
    assertEquals("One.", run.response().text());
  }

  @Test
  void runMayEndInARecord() {
    asc.provider()
        .reply(ScriptedReply.toolCalls(new ToolCall("1", "census", Json.of("{}"))))
        .reply("{\"name\":\"Rome\",\"people\":2800000}");

    ToolRun run =
        ToolRunner.builder(asc.client())
            .tool(
                new Tool("census", "", Json.of("{\"type\":\"object\"}")),
                arguments -> ToolOutput.text("2800000"))
            .build()
            .run(ask().responseFormat(ResponseFormat.of(City.class)).build());

    assertEquals(
        new City("Rome", 2_800_000), asc.client().read(Json.of(run.response().text()), City.class));
  }

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().model("test").user("A city?");
  }
}
