package io.aiarco.asc.testkit.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import io.aiarco.asc.testkit.time.FakeClock;
import io.aiarco.asc.tool.ToolAnswer;
import io.aiarco.asc.tool.ToolHandler;
import io.aiarco.asc.tool.ToolOutput;
import io.aiarco.asc.tool.ToolRun;
import io.aiarco.asc.tool.ToolRunner;
import io.aiarco.asc.tool.ToolTurn;
import io.aiarco.asc.tool.ToolTurnsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Turn by turn, each a governed call. */
class ToolRunnerTest {
  private static final Tool CLOCK = tool("clock");
  private static final Tool WEATHER = tool("weather");

  @RegisterExtension final AscTest asc = AscTest.create();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void runsToolsUntilTheModelWantsNone() {
    asc.provider()
        .reply(ScriptedReply.toolCalls(call("1", "weather"), call("2", "clock")))
        .reply(ScriptedReply.toolCalls(call("3", "clock")))
        .reply("Sunny at noon.");
    List<String> ran = new ArrayList<>();

    ToolRun run =
        runner()
            .tool(WEATHER, arguments -> ran(ran, "weather " + arguments.text()))
            .tool(CLOCK, arguments -> ran(ran, "clock " + arguments.text()))
            .build()
            .run(ask().build());

    assertEquals("Sunny at noon.", run.response().text());
    assertEquals(List.of("weather {\"n\":1}", "clock {\"n\":2}", "clock {\"n\":3}"), ran);
    assertEquals(3, run.turns().size());
    assertEquals(30, run.usage().inputTokens());
    assertEquals(2 + 1 + 3, run.usage().outputTokens());
    assertEquals(36_000_000, run.cost().orElseThrow().amount().nanos());
    assertEquals(3, run.turns().stream().map(turn -> turn.response().auditId()).distinct().count());
    assertEquals(
        List.of(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.TOOL),
        sent(2).messages().stream().map(Message::role).toList());
    assertEquals(
        List.of(result("1", "weather {\"n\":1}"), result("2", "clock {\"n\":2}")),
        sent(1).messages().get(2).content());
  }

  @Test
  void thoughtsGoBackWithTheirTurn() {
    Content.Reasoning thought =
        new Content.Reasoning("hm", new ProviderState("scripted", "scripted", Json.of("{}")));
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.ReasoningDelta("hm"),
                    new StreamEvent.ReasoningComplete(thought),
                    new StreamEvent.TextDelta("Looking."),
                    new StreamEvent.ToolCallComplete(0, call("1", "clock")),
                    new StreamEvent.Finished(FinishReason.TOOL_CALLS, null))))
        .reply("Noon.");

    ToolRun run = runner().tool(CLOCK, noon()).build().run(ask().build());

    assertEquals(
        List.of(thought, new Content.Text("Looking."), new Content.ToolUse(call("1", "clock"))),
        run.turns().get(0).response().reply().content());
    assertEquals(
        run.turns().get(0).response().reply().content(), sent(1).messages().get(1).content());
  }

  @Test
  void failuresAreToldWithoutTheirWords() {
    asc.provider()
        .reply(ScriptedReply.toolCalls(call("1", "clock"), call("2", "weather"), call("3", "gone")))
        .reply("Sorry.");
    IOException broken = new IOException("password of the clock");

    ToolRun run =
        runner()
            .tool(
                CLOCK,
                arguments -> {
                  throw broken;
                })
            .tool(WEATHER, arguments -> ToolOutput.error("no such city"))
            .build()
            .run(ask().build());

    assertEquals(
        List.of(
            new Content.ToolResult("1", "the tool failed", true),
            new Content.ToolResult("2", "no such city", true),
            new Content.ToolResult("3", "no such tool, there are [clock, weather]", true)),
        sent(1).messages().get(2).content());
    List<ToolAnswer> answers = run.turns().get(0).answers();
    assertEquals(broken, answers.get(0).failure());
    assertNull(answers.get(1).failure());
  }

  @Test
  void capEndsTheRunWithAllItsTurnsAndWithoutRunningMore() {
    asc.provider().otherwise(call -> ScriptedReply.toolCalls(call("1", "clock")));
    AtomicInteger ran = new AtomicInteger();
    List<ToolTurn> seen = new ArrayList<>();
    ToolRunner runner =
        runner()
            .tool(CLOCK, arguments -> ToolOutput.text("" + ran.incrementAndGet()))
            .maxTurns(3)
            .onTurn(seen::add)
            .build();

    ToolTurnsException capped =
        assertThrows(ToolTurnsException.class, () -> runner.run(ask().build()));

    assertEquals(ErrorCode.TOOL_TURNS, capped.code());
    assertEquals("tools: asked for in turn 3 (expected: an answer by then)", capped.getMessage());
    assertEquals(3, capped.turns().size());
    assertEquals(capped.turns(), seen);
    assertEquals(capped.turns().get(2).response().auditId(), capped.auditId().orElseThrow());
    assertEquals(2, ran.get());
  }

  @Test
  void failedCallEndsTheRunAndTheTurnsBeforeItWereSeen() {
    asc.provider()
        .reply(ScriptedReply.toolCalls(call("1", "clock")))
        .reply(ScriptedReply.failure(FailureClass.INVALID));
    List<ToolTurn> seen = new ArrayList<>();

    assertThrows(
        ProviderException.class,
        () -> runner().tool(CLOCK, noon()).onTurn(seen::add).build().run(ask().build()));

    assertEquals(1, seen.size());
    assertEquals(1, seen.get(0).answers().size());
  }

  @Test
  void replyThatWasCutOffRunsNoTools() {
    asc.provider()
        .reply(
            ScriptedReply.of(
                List.of(
                    new StreamEvent.ToolCallComplete(0, call("1", "clock")),
                    new StreamEvent.Finished(FinishReason.LENGTH, "length"))));
    AtomicInteger ran = new AtomicInteger();

    ToolRun run =
        runner()
            .tool(CLOCK, arguments -> ToolOutput.text("" + ran.incrementAndGet()))
            .build()
            .run(ask().build());

    assertEquals(FinishReason.LENGTH, run.response().finishReason());
    assertEquals(0, ran.get());
  }

  @Test
  void contextHoldsForEveryTurnAndItsKeyIsNumbered() {
    asc.provider().reply(ScriptedReply.toolCalls(call("1", "clock"))).reply("Noon.");
    AtomicInteger ran = new AtomicInteger();
    ToolRunner runner =
        runner()
            .tool(CLOCK, arguments -> ToolOutput.text("noon" + ran.incrementAndGet() / 9))
            .build();
    ChatRequest keyed =
        ask().context(c -> c.idempotencyKey("order-7").tag("feature", "clock")).build();

    ToolRun first = runner.run(keyed);
    ToolRun again = runner.run(keyed);

    assertEquals(first.response().reply(), again.response().reply());
    assertEquals(2, asc.provider().calls().size(), "the second run was answered from memory");
    CallContext context = sent(1).context();
    assertEquals("order-7/turn-2", context.idempotencyKey().orElseThrow().value());
    assertEquals(keyed.context().tags(), context.tags());
  }

  @Test
  void forcedChoiceHoldsForTheFirstTurnOnly() {
    asc.provider().reply(ScriptedReply.toolCalls(call("1", "clock"))).reply("Noon.");

    runner()
        .tool(CLOCK, noon())
        .tool(WEATHER, noon())
        .build()
        .run(ask().tool(CLOCK).toolChoice(ToolChoice.named("clock")).build());

    assertEquals(ToolChoice.named("clock"), sent(0).toolChoice());
    assertEquals(ToolChoice.AUTO, sent(1).toolChoice());
    assertEquals(List.of(CLOCK, WEATHER), sent(1).tools());
  }

  @Test
  void deadlineIsTheRunsAndEachCallGetsWhatIsLeft() {
    FakeClock clock = FakeClock.at("2026-11-25T10:00:00Z");
    asc.provider().otherwise(call -> ScriptedReply.toolCalls(call("1", "clock")));
    ToolRunner runner =
        runner()
            .tool(
                CLOCK,
                arguments -> {
                  clock.advance(Duration.ofSeconds(40));
                  return ToolOutput.text("later");
                })
            .deadline(Duration.ofSeconds(100))
            .clock(clock)
            .build();

    DeadlineException late = assertThrows(DeadlineException.class, () -> runner.run(ask().build()));

    assertEquals("tools", late.phase());
    assertEquals(
        List.of(Duration.ofSeconds(100), Duration.ofSeconds(60), Duration.ofSeconds(20)),
        asc.provider().calls().stream()
            .map(call -> ((ChatRequest) call.request()).context().deadline().orElseThrow())
            .toList());
  }

  @Test
  void executorRunsTheToolsOfATurnAtOnceAndKeepsTheirOrder() {
    asc.provider()
        .reply(ScriptedReply.toolCalls(call("1", "clock"), call("2", "clock")))
        .reply("Noon.");
    CyclicBarrier both = new CyclicBarrier(2);

    ToolRun run =
        runner()
            .tool(
                CLOCK,
                arguments -> {
                  both.await(10, TimeUnit.SECONDS);
                  return ToolOutput.json(arguments);
                })
            .executor(threads)
            .build()
            .run(ask().build());

    assertEquals(
        List.of(result("1", "{\"n\":1}"), result("2", "{\"n\":2}")),
        run.turns().get(0).answers().stream().map(ToolAnswer::result).toList());
  }

  @Test
  void deadlineInterruptsToolsOnAnExecutor() throws Exception {
    asc.provider().reply(ScriptedReply.toolCalls(call("1", "clock")));
    CountDownLatch interrupted = new CountDownLatch(1);
    ToolRunner runner =
        runner()
            .tool(CLOCK, arguments -> waits(new CountDownLatch(1), interrupted))
            .executor(threads)
            .deadline(Duration.ofMillis(500))
            .build();

    assertThrows(DeadlineException.class, () -> runner.run(ask().build()));

    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
  }

  @Test
  void interruptEndsTheRun() throws Exception {
    asc.provider().reply(ScriptedReply.toolCalls(call("1", "clock")));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ToolRunner runner =
        runner().tool(CLOCK, arguments -> waits(begun, interrupted)).executor(threads).build();
    List<Throwable> ended = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                runner.run(ask().build());
              } catch (CancelledException e) {
                ended.add(e);
              }
            });
    thread.start();
    assertTrue(begun.await(10, TimeUnit.SECONDS));

    thread.interrupt();
    thread.join(10_000);

    assertInstanceOf(CancelledException.class, ended.get(0));
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    assertEquals(1, asc.provider().calls().size());
  }

  @Test
  void whatCannotBeRunIsRefusedBeforeAnythingIsSent() {
    ToolRunner runner = runner().tool(CLOCK, noon()).build();

    assertThrows(InvalidRequestException.class, () -> runner.run(ask().tool(WEATHER).build()));
    assertThrows(InvalidRequestException.class, () -> runner.run(ask().choices(2).build()));
    assertThrows(IllegalArgumentException.class, () -> runner().maxTurns(0));
    assertThrows(
        IllegalArgumentException.class, () -> runner().tool(CLOCK, noon()).tool(CLOCK, noon()));
    assertFalse(asc.provider().calls().iterator().hasNext());
  }

  private ToolRunner.Builder runner() {
    return ToolRunner.builder(asc.client());
  }

  private ChatRequest sent(int call) {
    return (ChatRequest) asc.provider().calls().get(call).request();
  }

  private static ToolOutput waits(CountDownLatch begun, CountDownLatch interrupted)
      throws InterruptedException {
    begun.countDown();
    try {
      return ToolOutput.text("" + new CountDownLatch(1).await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static ToolOutput ran(List<String> ran, String what) {
    ran.add(what);
    return ToolOutput.text(what);
  }

  private static ToolHandler<Json> noon() {
    return arguments -> ToolOutput.text("noon");
  }

  private static Content.ToolResult result(String id, String text) {
    return new Content.ToolResult(id, text, false);
  }

  private static Tool tool(String name) {
    return new Tool(name, "", Json.of("{\"type\":\"object\"}"));
  }

  private static ToolCall call(String id, String name) {
    return new ToolCall(id, name, Json.of("{\"n\":" + id + "}"));
  }

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().model("test").user("What time is it?");
  }
}
