package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider gets of a request. */
class PassedOnTest {
  private static final TokenLogprob LYON =
      new TokenLogprob("Lyon", -0.5, List.of(76, 121, 111, 110), List.of());

  @RegisterExtension final AscTest asc = AscTest.create();

  @Test
  void whoAsksIsAPseudonymAndTheSameOneAgain() {
    asc.client().chat(ask().endUser("jane@example.com").build());
    asc.client().chat(ask().endUser("jane@example.com").build());
    asc.client().chat(ask().endUser("john@example.com").build());

    List<String> seen =
        asc.provider().calls().stream()
            .map(call -> ((ChatRequest) call.request()).endUser().orElseThrow())
            .toList();

    assertTrue(seen.get(0).matches("[0-9a-f]{64}"), "a pseudonym of 64 hex digits");
    assertEquals(seen.get(0), seen.get(1));
    assertFalse(seen.get(0).equals(seen.get(2)));
  }

  @Test
  void reasoningOfAnotherModelIsLeftOutWithAWarning() {
    ProviderState state = new ProviderState("wire", "another", Json.of("{}"));
    Message thought =
        new Message(
            Role.ASSISTANT, List.of(new Content.Reasoning("hm", state), new Content.Text("Yes.")));

    ChatResponse reply = asc.client().chat(ask().message(thought).user("Sure?").build());

    ChatRequest sent = (ChatRequest) asc.provider().calls().get(0).request();
    assertEquals(List.of(new Content.Text("Yes.")), sent.messages().get(1).content());
    assertEquals(1, reply.warnings().size());
    assertEquals("reasoning", reply.warnings().get(0).what());
  }

  @Test
  void everyChoiceComesAndComesAgain() {
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.TextDelta("Ly", 1),
                    new StreamEvent.TextDelta("Paris."),
                    new StreamEvent.TextDelta("on.", 1),
                    new StreamEvent.LogprobsDelta(new Logprobs(List.of(LYON), List.of()), 1),
                    new StreamEvent.ChoiceFinished(1, FinishReason.LENGTH, "length"),
                    new StreamEvent.Finished(FinishReason.STOP, "stop"))));
    ChatRequest two = ask().choices(2).context(c -> c.idempotencyKey("k")).build();

    ChatResponse first = asc.client().chat(two);
    ChatResponse again = asc.client().chat(two);
    ReplyAssembler replayed = new ReplyAssembler();
    asc.client().stream(two).forEach(replayed::add);

    assertEquals("Paris.", first.text());
    assertEquals(
        new Choice(
            1,
            List.of(new Content.Text("Lyon.")),
            "",
            "",
            new Logprobs(List.of(LYON), List.of()),
            FinishReason.LENGTH,
            "length"),
        first.choices().get(1));
    assertEquals(first.reply(), again.reply());
    assertEquals(first.reply(), replayed.reply());
    assertEquals(1, asc.provider().calls().size());
  }

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().model("test").user("Hello?");
  }
}
