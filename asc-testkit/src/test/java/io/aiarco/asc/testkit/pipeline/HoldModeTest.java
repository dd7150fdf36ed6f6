package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import io.aiarco.asc.usage.UsageSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One token is a thousandth of a dollar, so a million nanos. */
class HoldModeTest {
  private static final long TOKEN = 1_000_000;

  /** 9,000 characters: by usual text 2,572 tokens. */
  private static final String LONG_TEXT = "wonderful ".repeat(900).strip();

  @RegisterExtension final AscTest expected = AscTest.withBudget("5", HoldMode.EXPECTED);

  @RegisterExtension final AscTest progressive = AscTest.withBudget("8", HoldMode.PROGRESSIVE);

  @RegisterExtension final AscTest tight = AscTest.withBudget("2", HoldMode.PROGRESSIVE);

  @Test
  void anExpectedHoldIsWhatCallsLikeItHaveUsed() {
    ChatRequest request = request("test", 1_000);
    expected.client().chat(request);
    expected.client().chat(request);

    List<Long> held = holds(expected);
    assertTrue(held.get(0) > 1_000 * TOKEN, "nothing learned, so all the output: " + held);
    assertTrue(held.get(1) < 300 * TOKEN, "one token of output learned: " + held);
  }

  @Test
  void whatIsUsedBeyondAnExpectedHoldIsChargedAllTheSame() {
    ChatRequest request = request("test", 1_000);
    expected.client().chat(request);
    expected.provider().reply(ScriptedReply.text("much").usage(100, 900));

    expected.client().chat(request);

    AuditRecord.CallOutcome outcome = last(expected, AuditRecord.CallOutcome.class);
    assertTrue(outcome.over());
    assertEquals(1_000 * TOKEN, outcome.settle().get(0).amount());
    assertEquals(1_011 * TOKEN, expected.balance().settled());
  }

  /** Callers that race may exceed the limit by what they use beyond their holds, not by more. */
  @Test
  void anExpectedLimitIsExceededByNoMoreThanCallsInFlightUseBeyondTheirHolds() throws Exception {
    int callers = 8;
    Random random = new Random(7);
    expected
        .provider()
        .otherwise(call -> ScriptedReply.text("ok").usage(10, random.nextInt(1, 400)));
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Void>> spenders = Collections.nCopies(callers, this::spendUntilRefused);
      for (Future<Void> each : threads.invokeAll(spenders)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    long beyond =
        overruns(expected).stream()
            .sorted(Comparator.reverseOrder())
            .limit(callers)
            .reduce(0L, Long::sum);
    long settled = expected.balance().settled();
    assertTrue(settled <= 5_000 * TOKEN + beyond, settled + " settled, " + beyond + " beyond");
    assertTrue(settled > 4_000 * TOKEN, "only " + settled);
  }

  private Void spendUntilRefused() {
    while (true) {
      try {
        expected.client().chat(request("test", 400));
      } catch (BudgetExhaustedException refused) {
        return null;
      }
    }
  }

  /** What each call was charged beyond its hold. */
  private static List<Long> overruns(AscTest asc) {
    Map<CallId, Long> held = new HashMap<>();
    all(asc, AuditRecord.CallIntent.class)
        .forEach(intent -> held.put(intent.facts().call(), intent.hold().get(0).amount()));
    return all(asc, AuditRecord.CallOutcome.class).stream()
        .map(end -> Math.max(0, end.settle().get(0).amount() - held.get(end.call())))
        .toList();
  }

  @Test
  void aBrokenReplyIsChargedAsItWasCountedWhereNoLimitIsStrict() {
    try (ChatStream stream = expected.client().stream(request("test", 1_000))) {
      for (StreamEvent event : stream) {
        if (event.isContent()) {
          break;
        }
      }
    }
    AuditRecord.CallOutcome outcome = last(expected, AuditRecord.CallOutcome.class);
    assertEquals(UsageSource.ESTIMATED, outcome.attempts().get(0).usage().source());
    assertEquals(1, outcome.attempts().get(0).usage().outputTokens());
    assertTrue(outcome.settle().get(0).amount() < 300 * TOKEN, outcome.settle().toString());
  }

  @Test
  void aProgressiveHoldGrowsBeforeWhatItPaysForIsPassedOn() {
    progressive.provider().reply(ScriptedReply.text(LONG_TEXT).usage(10, 900));
    long shown = 0;
    int mostHolds = 0;
    try (ChatStream stream = progressive.client().stream(request("long", 60_000))) {
      for (StreamEvent event : stream) {
        if (event instanceof StreamEvent.TextDelta delta) {
          shown += delta.text().length();
          int grown = all(progressive, AuditRecord.CallHold.class).size();
          assertTrue(shown * 2 / 7 <= 1_024 * (1L + grown), shown + " shown, grown " + grown);
          mostHolds = Math.max(mostHolds, grown);
        }
      }
    }
    assertEquals(2, mostHolds, "1,024 tokens at first, and twice as many more for 2,572");
    all(progressive, AuditRecord.CallHold.class)
        .forEach(more -> assertEquals(1_024 * TOKEN, more.hold().get(0).amount()));
    AuditRecord.CallOutcome outcome = last(progressive, AuditRecord.CallOutcome.class);
    assertFalse(outcome.over());
    assertEquals(910 * TOKEN, progressive.balance().settled(), "what was reported");
  }

  @Test
  void aStreamThatGetsNoMoreEndsAndIsChargedForWhatItShowed() {
    tight.provider().reply(ScriptedReply.text(LONG_TEXT));
    BudgetExhaustedException refused =
        assertThrows(
            BudgetExhaustedException.class,
            () -> {
              try (ChatStream stream = tight.client().stream(request("long", 60_000))) {
                stream.response();
              }
            });
    assertEquals(1, refused.attempts().size());
    assertEquals(0, tight.provider().open(), "its provider is told to stop");
    AuditRecord.CallOutcome outcome = last(tight, AuditRecord.CallOutcome.class);
    assertEquals(OutcomeStatus.CANCELLED, outcome.status());
    assertEquals(ErrorCode.BUDGET_EXHAUSTED, outcome.code());
    long output = outcome.attempts().get(0).usage().outputTokens();
    assertTrue(output > 1_024 && output < 1_024 + 10, "one event beyond the hold: " + output);
    assertTrue(tight.balance().settled() < 2_000 * TOKEN, tight.balance().toString());
  }

  @Test
  void aReplyThatComesWholeIsHeldForAsAWhole() {
    BudgetExhaustedException refused =
        assertThrows(
            BudgetExhaustedException.class,
            () -> progressive.client().chat(request("long", 60_000)));
    assertTrue(refused.attempts().isEmpty());
    assertInstanceOf(AuditRecord.CallDecision.class, last(progressive, AuditRecord.class));
  }

  private static ChatRequest request(String model, int tokens) {
    return ChatRequest.builder().model(model).user("hello").maxOutputTokens(tokens).build();
  }

  private static List<Long> holds(AscTest asc) {
    return all(asc, AuditRecord.CallIntent.class).stream()
        .map(intent -> intent.hold().get(0).amount())
        .toList();
  }

  private static <R extends AuditRecord> R last(AscTest asc, Class<R> kind) {
    List<R> all = all(asc, kind);
    return all.get(all.size() - 1);
  }

  private static <R extends AuditRecord> List<R> all(AscTest asc, Class<R> kind) {
    return asc.records().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
