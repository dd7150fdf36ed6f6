package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.call.Criticality;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.testkit.AscTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A token is a thousandth of a dollar; a call below holds some 0.56 and uses 0.011. */
class OverdraftTest {
  private static final Overdraft EMERGENCY = overdraft("1", Instant.now().plus(Duration.ofDays(9)));
  private static final Overdraft VOID = overdraft("1", Instant.now().minus(Duration.ofDays(1)));

  @RegisterExtension final AscTest asc = AscTest.withOverdraft("0.6", EMERGENCY);
  @RegisterExtension final AscTest expired = AscTest.withOverdraft("0.6", VOID);

  @Test
  void onlyCallsOfItsCriticalityDrawOnItAndTheirRecordsSaySo() {
    useUp(asc);
    long budget = asc.balance().settled();

    assertThrows(BudgetExhaustedException.class, () -> asc.client().chat(request("routine")));
    assertThrows(BudgetExhaustedException.class, () -> asc.client().chat(request(null)));
    assertEquals(ErrorCode.BUDGET_EXHAUSTED, asc.client().explain(request(null)).refusal());
    assertNull(asc.client().explain(request("emergency")).refusal());
    asc.client().chat(request("emergency"));

    assertEquals(budget, asc.balance().settled(), "the budget is not widened");
    assertEquals(11_000_000, asc.balance(EMERGENCY.limit()).settled());
    AuditRecord.CallIntent intent = lastIntent();
    assertTrue(
        intent
            .rules()
            .containsAll(
                List.of(
                    "overdraft:" + EMERGENCY.limit().scope(),
                    "overdraft:approved-by:J. Doe, CHG-1")),
        intent.rules().toString());
    assertTrue(
        intent
            .hold()
            .get(0)
            .accounts()
            .get(0)
            .scope()
            .startsWith("tenant/acme/overdraft/emergency"),
        intent.hold().toString());
  }

  @Test
  void aBudgetWithRoomIsUsedFirst() {
    asc.client().chat(request("emergency"));
    assertEquals(0, asc.balance(EMERGENCY.limit()).settled());
    assertEquals(List.of("test"), lastIntent().rules());
  }

  @Test
  void anExpiredOneIsNone() {
    useUp(expired);
    assertThrows(BudgetExhaustedException.class, () -> expired.client().chat(request("emergency")));
  }

  /** However many race, all together never draw more than was approved. */
  @Test
  void noMoreIsDrawnThanWasApproved() throws Exception {
    useUp(asc);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<BudgetExhaustedException>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        callers.add(
            () -> {
              while (true) {
                try {
                  asc.client().chat(request("emergency"));
                } catch (BudgetExhaustedException refused) {
                  return refused;
                }
              }
            });
      }
      for (Future<BudgetExhaustedException> caller : threads.invokeAll(callers)) {
        assertTrue(caller.get().account().scope().contains("/overdraft/"), "the last to lack room");
      }
    } finally {
      threads.shutdownNow();
    }
    long drawn = asc.balance(EMERGENCY.limit()).settled();
    assertTrue(drawn <= Money.of("1", Currency.USD).nanos(), "drawn " + drawn);
    assertTrue(drawn > Money.of("0.4", Currency.USD).nanos(), "only drawn " + drawn);
  }

  private static void useUp(AscTest asc) {
    assertThrows(
        BudgetExhaustedException.class,
        () -> {
          while (true) {
            asc.client().chat(request(null));
          }
        });
  }

  private AuditRecord.CallIntent lastIntent() {
    List<AuditRecord.CallIntent> intents =
        asc.records().stream()
            .filter(AuditRecord.CallIntent.class::isInstance)
            .map(AuditRecord.CallIntent.class::cast)
            .toList();
    return intents.get(intents.size() - 1);
  }

  private static ChatRequest request(@Nullable String criticality) {
    ChatRequest.Builder request =
        ChatRequest.builder().model("test").user("hello").maxOutputTokens(10);
    return criticality == null
        ? request.build()
        : request.context(c -> c.criticality(criticality)).build();
  }

  private static Overdraft overdraft(String dollars, Instant expires) {
    return new Overdraft(
        "tenant/acme",
        new Criticality("emergency"),
        Money.of(dollars, Currency.USD),
        "J. Doe, CHG-1",
        expires);
  }
}
