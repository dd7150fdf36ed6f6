package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** 64 callers spend one budget until it refuses every one of them. */
final class HardBudget implements Step {
  private static final int CALLERS = 64;

  private static final int ASKS_EACH = 5;

  /** More than the budget could ever pay for: a limit that does not hold must not hang the tour. */
  private static final int ASKS_AT_MOST = 1_000;

  private static final ChatRequest QUESTION =
      ChatRequest.builder()
          .model("support")
          .user("Where is my parcel?")
          .maxOutputTokens(40)
          .build();

  @Override
  public String title() {
    return "A budget running out under " + CALLERS + " callers at once";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) throws InterruptedException {
    List<Money> costs = Collections.synchronizedList(new ArrayList<>());
    Spinner spinner = screen.spin("spending " + Stage.TRIAL_LIMIT);
    try {
      atOnce(
          () -> {
            for (int i = 0; i < ASKS_EACH; i++) {
              ask(stage.trial(), costs);
            }
          });
      // Many were refused while others held their worst case: spend what those gave back.
      for (int i = 0; i < ASKS_AT_MOST && ask(stage.trial(), costs); i++) {}
    } finally {
      spinner.close();
    }
    Money spent = costs.stream().reduce(Money.zero(Currency.USD), Money::plus);
    stage.trialSpent(spent);

    screen.line("limit", Stage.TRIAL_LIMIT + " a day");
    screen.line("spent", spent + " by " + costs.size() + " replies in all");
    checks
        .refused(
            "the budget refuses the next call",
            BudgetExhaustedException.class,
            () -> stage.trial().chat(QUESTION))
        .ifPresent(refusal -> screen.line("refused", refusal.getMessage()));
    checks.that(
        "not one nano above the limit",
        spent.compareTo(Stage.TRIAL_LIMIT) <= 0,
        "at most " + Stage.TRIAL_LIMIT,
        spent.toString());
  }

  /** Asks once; whether there was a reply. Any refusal but the budget's fails the step. */
  private static boolean ask(ChatClient chat, List<Money> costs) {
    try {
      costs.add(chat.chat(QUESTION).cost().orElseThrow().amount());
      return true;
    } catch (BudgetExhaustedException e) {
      return false;
    }
  }

  private static void atOnce(Runnable work) throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CountDownLatch start = new CountDownLatch(CALLERS);
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        ends.add(
            callers.submit(
                () -> {
                  start.countDown();
                  start.await();
                  work.run();
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AscException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("caller: failed (expected: replies, then a refusal)", e);
    } finally {
      callers.shutdownNow();
    }
  }
}
