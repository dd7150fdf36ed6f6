package io.aiarco.asc.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.Enforcement;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.SoftAction;
import io.aiarco.asc.budget.Threshold;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.money.Currency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetWatchTest {
  private static final Unit USD = Unit.money(Currency.USD);
  private static final long DOLLAR = 1_000_000_000;

  @TempDir private Path folder;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final Ulid ids = new Ulid(clock, new Random(1));
  private final List<Alert> told = new ArrayList<>();

  @Test
  void eachThresholdOfAPeriodIsToldOnceAndAgainInTheNext() {
    Limit limit = day("tenant/acme", 80, 90);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    BudgetWatch watch = watch(limit, ledger, ToldAlerts.inMemory());
    spend(ledger, limit, 79 * DOLLAR);
    watch.look();
    assertEquals(List.of(), told);

    spend(ledger, limit, 2 * DOLLAR);
    watch.look();
    watch.look();
    assertEquals(
        List.of(
            "tenant/acme/2026-11-25~2026-11-26T00:00:00Z: settled 81 USD (expected: below 80 USD,"
                + " 80% of the limit)"),
        told.stream().map(Alert::message).toList());

    clock.advance(Duration.ofHours(14));
    spend(ledger, limit, 95 * DOLLAR);
    watch.look();
    assertEquals(3, told.size());
  }

  @Test
  void whatTheLastSecondsOfAPeriodPassedIsToldInTheNext() {
    Limit limit = day("tenant/acme", 80);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    BudgetWatch watch = watch(limit, ledger, ToldAlerts.inMemory());
    watch.look();
    spend(ledger, limit, 85 * DOLLAR);
    clock.advance(Duration.ofDays(1));
    watch.look();
    watch.look();

    assertEquals(1, told.size());
    assertTrue(told.get(0).subject().endsWith("2026-11-25~2026-11-26T00:00:00Z"));
  }

  @Test
  void aRestartTellsWhatADeadProcessPassedAndNothingTwice() throws Exception {
    Limit limit = day("tenant/acme", 80, 90);
    Path file = folder.resolve("told");
    watch(limit, restored(limit, 85), ToldAlerts.open(file)).look();
    assertEquals(1, told.size());

    watch(limit, restored(limit, 95), ToldAlerts.open(file)).look();
    assertEquals(2, told.size());
    watch(limit, restored(limit, 95), ToldAlerts.open(file)).look();
    assertEquals(2, told.size());
    assertEquals(2, Files.readAllLines(file).size());

    clock.advance(Duration.ofMinutes(14 * 60 + 30));
    watch(limit, restored(limit, 0), ToldAlerts.open(file)).look();
    assertEquals(2, Files.readAllLines(file).size(), "a period that has just ended");
    clock.advance(Duration.ofHours(1));
    watch(limit, restored(limit, 0), ToldAlerts.open(file)).look();
    assertEquals(List.of(), Files.readAllLines(file));
  }

  @Test
  void aRollingLimitIsToldOnceUntilItIsBelowAgain() {
    Limit limit =
        new Limit(USD, "tenant/acme", Period.HOUR, 2, ZoneOffset.UTC, 100 * DOLLAR)
            .with(new Enforcement(true, List.of(new Threshold(80, new SoftAction.Alert()))));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    BudgetWatch watch = watch(limit, ledger, ToldAlerts.inMemory());
    spend(ledger, limit, 85 * DOLLAR);
    for (int hour = 0; hour < 2; hour++) {
      watch.look();
      clock.advance(Duration.ofHours(1));
    }
    assertEquals(1, told.size());

    clock.advance(Duration.ofHours(2));
    watch.look();
    spend(ledger, limit, 85 * DOLLAR);
    watch.look();
    assertEquals(2, told.size());
  }

  @Test
  void everyNameOfAKindIsWatched() {
    Limit each = day(Scope.eachWithin("tenant/acme", "session"), 80);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(each)), clock);
    spend(ledger, each.on("tenant/acme/session/s1"), 85 * DOLLAR);
    spend(ledger, each.on("tenant/acme/session/s2"), 5 * DOLLAR);
    BudgetWatch watch = watch(each, ledger, ToldAlerts.inMemory());
    watch.look();
    watch.look();

    assertEquals(
        List.of("tenant/acme/session/s1/2026-11-25~2026-11-26T00:00:00Z"),
        told.stream().map(Alert::subject).toList());
  }

  /** Callers settle at will while the watch looks at will: no threshold is lost or told twice. */
  @Property(tries = 30)
  void callersThatPassAThresholdAtOnceAreToldOfOnce(
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 40) Integer> shares)
      throws InterruptedException {
    told.clear();
    Limit limit = day("tenant/acme", 10, 25, 50, 75, 100);
    Limit counted = limit.with(new Enforcement(false, limit.enforcement().thresholds()));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(counted)), clock);
    BudgetWatch watch = watch(counted, ledger, ToldAlerts.inMemory());
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    for (int share : shares) {
      Thread caller =
          new Thread(
              () -> {
                await(start);
                for (int dollar = 0; dollar < share; dollar++) {
                  spend(ledger, counted, DOLLAR);
                }
              });
      caller.start();
      callers.add(caller);
    }
    start.countDown();
    while (callers.stream().anyMatch(Thread::isAlive)) {
      watch.look();
    }
    watch.look();

    int spent = shares.stream().mapToInt(Integer::intValue).sum();
    List<String> expected =
        limit.enforcement().thresholds().stream()
            .filter(threshold -> threshold.percent() <= spent)
            .map(
                threshold ->
                    "below "
                        + threshold.percent()
                        + " USD, "
                        + threshold.percent()
                        + "% of the limit")
            .toList();
    assertEquals(expected, told.stream().map(Alert::expected).toList());
  }

  /** Through the ledger, with a look every minute: ten days at one pace, then threefold. */
  @Test
  void threefoldSpendIsToldWithinTenMinutesAndOnceAnHour() {
    Limit limit = day("tenant/acme");
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    BudgetWatch watch = watch(limit, ledger, ToldAlerts.inMemory());
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      minute(ledger, limit, watch, DOLLAR / 100);
    }
    assertEquals(List.of(), told);

    for (int minute = 0; minute < 10; minute++) {
      minute(ledger, limit, watch, 3 * DOLLAR / 100);
    }
    assertEquals(1, told.size());
    assertEquals(AlertKind.BUDGET_PACE, told.get(0).kind());
    assertEquals("used in ten minutes", told.get(0).what());

    for (int minute = 0; minute < 120; minute++) {
      minute(ledger, limit, watch, 3 * DOLLAR / 100);
    }
    assertEquals(1, told.size(), "while it lasts");
  }

  @Test
  void aTenthOfEvenUseIsNotWorthAnAlert() {
    Limit limit = day("tenant/acme");
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    BudgetWatch watch = watch(limit, ledger, ToldAlerts.inMemory());
    for (int minute = 0; minute < 2 * 24 * 60; minute++) {
      minute(ledger, limit, watch, minute < 36 * 60 ? 0 : DOLLAR / 200);
    }

    assertEquals(List.of(), told);
  }

  private void minute(InMemoryBudgetLedger ledger, Limit limit, BudgetWatch watch, long amount) {
    clock.advance(Duration.ofMinutes(1));
    if (amount > 0) {
      spend(ledger, limit, amount);
    }
    watch.look();
  }

  private BudgetWatch watch(Limit limit, InMemoryBudgetLedger ledger, ToldAlerts already) {
    Limits limits = Limits.of(List.of(limit));
    return new BudgetWatch(() -> limits, ledger, clock, told::add, already);
  }

  private InMemoryBudgetLedger restored(Limit limit, long dollars) {
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    ledger.restore(
        new Balances(Map.of(limit.accountAt(clock.instant()), new Balance(dollars * DOLLAR, 0))));
    return ledger;
  }

  private void spend(InMemoryBudgetLedger ledger, Limit limit, long amount) {
    HoldLine line = new HoldLine(limit.unit(), amount, List.of(limit.accountAt(clock.instant())));
    CallId call;
    synchronized (ids) {
      call = new CallId(ids.next());
    }
    Hold hold = ledger.hold(call, List.of(line), clock.instant().plusSeconds(60));
    ledger.settle(hold, List.of(line));
  }

  private static void await(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** 100 USD a day, with alerts at these percents. */
  private static Limit day(String scope, int... percents) {
    List<Threshold> thresholds = new ArrayList<>();
    for (int percent : percents) {
      thresholds.add(new Threshold(percent, new SoftAction.Alert()));
    }
    return new Limit(USD, scope, Period.DAY, ZoneOffset.UTC, 100 * DOLLAR)
        .with(new Enforcement(true, thresholds));
  }
}
