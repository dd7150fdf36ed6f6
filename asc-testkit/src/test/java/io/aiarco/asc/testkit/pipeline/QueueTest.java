package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One call at a time, two more may wait. That the test leaves nothing held, AscTest sees to. */
class QueueTest {
  @RegisterExtension
  final AscTest asc =
      AscTest.withLimits(
          new Limit(Unit.PARALLEL, "tenant/acme", Period.NOW, ZoneOffset.UTC, 1)
              .with(new WaitingLine(2, Duration.ofMinutes(5))));

  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void holdRepliesBack() {
    asc.provider().otherwise(call -> ScriptedReply.text("ok").after(gate));
  }

  @Test
  void callsWithoutAPlaceWaitAndAreAnsweredInTurn() throws Exception {
    List<ModelCall<ChatResponse>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(asc.client().chatAsync(request(Duration.ofMinutes(5))));
    }
    gate.countDown();

    for (ModelCall<ChatResponse> call : calls) {
      assertEquals("ok", call.future().get(10, TimeUnit.SECONDS).text());
    }
  }

  @Test
  void oneCallTooManyIsRefusedAtOnceAndTheOthersAreNot() throws Exception {
    List<ModelCall<ChatResponse>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(asc.client().chatAsync(request(Duration.ofMinutes(5))));
    }
    Object first =
        CompletableFuture.anyOf(
                calls.stream()
                    .map(call -> call.future().handle((reply, failure) -> failure))
                    .toArray(CompletableFuture[]::new))
            .get(10, TimeUnit.SECONDS);
    RateLimitedException refused = assertInstanceOf(RateLimitedException.class, first);
    assertTrue(refused.getMessage().contains("2 calls wait already"), refused.getMessage());
    assertEquals(Duration.ofMinutes(5), refused.retryAdvice().after().orElseThrow());

    gate.countDown();
    int answered = 0;
    for (ModelCall<ChatResponse> call : calls) {
      answered += call.future().handle((reply, failure) -> reply == null ? 0 : 1).get();
    }
    assertEquals(3, answered);
    assertEquals(3, asc.provider().calls().size());
  }

  @Test
  void aWaitingCallEndsAtItsDeadline() {
    ModelCall<ChatResponse> first = inThePlace();
    DeadlineException late =
        assertThrows(
            DeadlineException.class, () -> asc.client().chat(request(Duration.ofMillis(50))));
    assertTrue(late.getMessage().contains("queue"), late.getMessage());
    first.cancel();
  }

  @Test
  void aWaitingCallThatIsCancelledTakesNoPlaceAndSendsNothing() throws Exception {
    ModelCall<ChatResponse> first = inThePlace();
    ModelCall<ChatResponse> second = asc.client().chatAsync(request(Duration.ofMinutes(5)));
    second.cancel();
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> second.future().get(10, TimeUnit.SECONDS));
    assertInstanceOf(CancelledException.class, failed.getCause());
    gate.countDown();

    assertEquals("ok", first.future().get(10, TimeUnit.SECONDS).text());
    assertEquals(1, asc.provider().calls().size());
  }

  /** A call that is in flight when this returns. */
  private ModelCall<ChatResponse> inThePlace() {
    CountDownLatch asked = new CountDownLatch(1);
    asc.provider()
        .otherwise(
            call -> {
              asked.countDown();
              return ScriptedReply.text("ok").after(gate);
            });
    ModelCall<ChatResponse> call = asc.client().chatAsync(request(Duration.ofMinutes(5)));
    try {
      assertTrue(asked.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return call;
  }

  private static ChatRequest request(Duration deadline) {
    return ChatRequest.builder()
        .model("test")
        .user("hello")
        .maxOutputTokens(10)
        .context(c -> c.deadline(deadline))
        .build();
  }
}
