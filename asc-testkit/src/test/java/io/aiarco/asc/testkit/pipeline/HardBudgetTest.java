package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.testkit.AscTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HardBudgetTest {
  private static final int CALLERS = 64;

  @RegisterExtension final AscTest asc = AscTest.withBudget("10");

  @Test
  void sixtyFourCallersSpendNotOneNanoMoreThanTheBudget()
      throws InterruptedException, ExecutionException {
    AtomicLong paid = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Callable<Void>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(() -> spendUntilRefused(paid));
      }
      for (Future<Void> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertEquals(paid.get(), asc.balance().settled());
    assertTrue(paid.get() <= Money.of("10", Currency.USD).nanos(), () -> "paid " + paid);
    assertTrue(paid.get() > Money.of("9", Currency.USD).nanos(), () -> "only paid " + paid);
  }

  private Void spendUntilRefused(AtomicLong paid) {
    ChatRequest request =
        ChatRequest.builder().model("test").user("hello").maxOutputTokens(10).build();
    while (true) {
      try {
        paid.addAndGet(asc.client().chat(request).cost().orElseThrow().amount().nanos());
      } catch (BudgetExhaustedException refused) {
        return null;
      }
    }
  }
}
