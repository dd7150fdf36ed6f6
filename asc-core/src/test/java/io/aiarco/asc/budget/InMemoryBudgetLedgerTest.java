package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.money.Currency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryBudgetLedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRES = NOON.plusSeconds(600);
  private static final Unit USD = Unit.money(Currency.USD);

  private final ManualClock clock = new ManualClock(NOON);

  @Test
  void aHoldTakesAllAccountsOrNone() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    Limit month = limit(USD, "tenant/acme", Period.MONTH, 50);
    BudgetLedger ledger = ledger(day, month);

    BudgetExhaustedException refused =
        assertThrows(
            BudgetExhaustedException.class,
            () -> ledger.hold(call(1), lines(60, day, month), EXPIRES));

    assertEquals(month.accountAt(NOON), refused.account());
    assertEquals(Balances.NONE, ledger.balances());
  }

  @Test
  void theRefusalNamesTheFirstAccountOfTheLinesWithoutRoom() {
    Limit tenant = limit(USD, "tenant/acme", Period.DAY, 10);
    Limit team = limit(USD, "tenant/acme/team/red", Period.DAY, 10);
    BudgetLedger ledger = ledger(team, tenant);
    ledger.hold(call(1), lines(1, team, tenant), EXPIRES);

    BudgetExhaustedException refused =
        assertThrows(
            BudgetExhaustedException.class,
            () -> ledger.hold(call(2), lines(10, tenant, team), EXPIRES));

    assertEquals(tenant.accountAt(NOON), refused.account());
  }

  @Test
  void requestsAreRefusedUntilTheirPeriodEnds() {
    Limit perMinute = limit(Unit.REQUESTS, "tenant/acme", Period.MINUTE, 1);
    BudgetLedger ledger = ledger(perMinute);
    clock.advance(Duration.ofSeconds(20));
    ledger.hold(call(1), lines(1, perMinute), EXPIRES);

    RateLimitedException refused =
        assertThrows(
            RateLimitedException.class, () -> ledger.hold(call(2), lines(1, perMinute), EXPIRES));

    assertEquals(Duration.ofSeconds(40), refused.retryAdvice().after().orElseThrow());
    assertEquals(
        "limit tenant/acme/2026-11-21T12:00~2026-11-21T12:01:00Z: 0 requests free (expected: 1)",
        refused.getMessage());
  }

  @Test
  void parallelCallsAreRefusedWithoutAKnownWait() {
    Limit parallel = limit(Unit.PARALLEL, "tenant/acme", Period.NOW, 1);
    BudgetLedger ledger = ledger(parallel);
    Hold first = ledger.hold(call(1), lines(1, parallel), EXPIRES);

    RateLimitedException refused =
        assertThrows(
            RateLimitedException.class, () -> ledger.hold(call(2), lines(1, parallel), EXPIRES));
    assertEquals(RetryAdvice.LATER, refused.retryAdvice());

    ledger.settle(first, List.of());
    ledger.hold(call(2), lines(1, parallel), EXPIRES);
  }

  @Test
  void anAccountWithoutALimitIsOnlyCounted() {
    Limit other = limit(USD, "tenant/acme", Period.DAY, 1);
    BudgetLedger ledger = ledger();

    Hold hold = ledger.hold(call(1), lines(Long.MAX_VALUE - 1, other), EXPIRES);
    ledger.settle(hold, lines(7, other));

    assertEquals(new Balance(7, 0), ledger.balance(other.accountAt(NOON)));
  }

  @Test
  void whatDoesNotFitALongIsRefusedNotWrapped() {
    Limit huge = limit(USD, "tenant/acme", Period.DAY, Long.MAX_VALUE);
    BudgetLedger ledger = ledger(huge);
    Hold first = ledger.hold(call(1), lines(Long.MAX_VALUE, huge), EXPIRES);

    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(2), lines(1, huge), EXPIRES));
    List<HoldLine> twice = new ArrayList<>(lines(Long.MAX_VALUE, huge));
    twice.addAll(lines(Long.MAX_VALUE, huge));
    ledger.settle(first, twice);

    assertEquals(new Balance(Long.MAX_VALUE, 0), ledger.balance(huge.accountAt(NOON)));
  }

  @Test
  void anOverrunIsChargedInFullAndThenRefuses() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    BudgetLedger ledger = ledger(day);

    ledger.settle(ledger.hold(call(1), lines(90, day), EXPIRES), lines(130, day));

    assertEquals(new Balance(130, 0), ledger.balance(day.accountAt(NOON)));
    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(2), lines(1, day), EXPIRES));
  }

  @Test
  void aRefusedExtensionLeavesTheHoldAsItWas() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    BudgetLedger ledger = ledger(day);
    Hold hold = ledger.hold(call(1), lines(60, day), EXPIRES);

    assertThrows(BudgetExhaustedException.class, () -> ledger.extend(hold, lines(41, day)));

    assertEquals(new Balance(0, 60), ledger.balance(day.accountAt(NOON)));
    Hold longer = ledger.extend(hold, lines(40, day));
    assertEquals(2, longer.lines().size());
    assertTrue(ledger.settle(hold, List.of()), "the hold before its extension ends all of it");
    assertEquals(Balances.NONE, ledger.balances());
  }

  @Test
  void aCallHoldsOnceAndEndsOnce() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    BudgetLedger ledger = ledger(day);
    Hold hold = ledger.hold(call(1), lines(60, day), EXPIRES);

    assertThrows(IllegalStateException.class, () -> ledger.hold(call(1), lines(1, day), EXPIRES));
    assertTrue(ledger.settle(hold, lines(5, day)));
    assertFalse(ledger.settle(hold, lines(5, day)));
    assertThrows(IllegalStateException.class, () -> ledger.extend(hold, lines(1, day)));

    assertEquals(new Balance(5, 0), ledger.balance(day.accountAt(NOON)));
  }

  @Test
  void aLimitIsFoundInEveryPeriodKind() {
    for (Period period : Period.values()) {
      Limit limit = limit(USD, "tenant/acme", period, 1);
      BudgetLedger ledger = ledger(limit);

      ledger.hold(call(1), lines(1, limit), EXPIRES);

      assertThrows(
          BudgetExhaustedException.class,
          () -> ledger.hold(call(2), lines(1, limit), EXPIRES),
          period::name);
    }
  }

  @Test
  void changedLimitsApplyToAccountsInUse() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    BudgetLedger ledger = ledger(day);
    Hold hold = ledger.hold(call(1), lines(60, day), EXPIRES);

    ledger.limits(Limits.of(List.of(limit(USD, "tenant/acme", Period.DAY, 50))));
    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(2), lines(1, day), EXPIRES));
    ledger.settle(hold, lines(49, day));
    Hold last = ledger.hold(call(3), lines(1, day), EXPIRES);
    ledger.limits(Limits.NONE);

    ledger.hold(call(4), lines(1_000, day), EXPIRES);
    assertTrue(ledger.settle(last, List.of()));
  }

  @Test
  void restoredAmountsBindTheNextHold() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, 100);
    BudgetLedger ledger = ledger(day);
    ledger.restore(new Balances(Map.of(day.accountAt(NOON), new Balance(90, 0))));

    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(1), lines(11, day), EXPIRES));
    ledger.hold(call(1), lines(10, day), EXPIRES);

    assertEquals(new Balance(90, 10), ledger.balance(day.accountAt(NOON)));
    assertThrows(IllegalStateException.class, () -> ledger.restore(Balances.NONE));
  }

  @Test
  void aNegativeAdjustmentOfTheLogDoesNotWrap() {
    Limit day = limit(USD, "tenant/acme", Period.DAY, Long.MAX_VALUE);
    BudgetLedger ledger = ledger(day);
    ledger.restore(new Balances(Map.of(day.accountAt(NOON), new Balance(-5, 0))));

    ledger.settle(ledger.hold(call(1), lines(Long.MAX_VALUE, day), EXPIRES), lines(6, day));

    assertEquals(new Balance(1, 0), ledger.balance(day.accountAt(NOON)));
  }

  @Test
  void endedIdleAccountsAreForgottenAndGrantNothingAgain() {
    Limit perMinute = limit(USD, "tenant/acme", Period.MINUTE, 10);
    Limit total = limit(USD, "tenant/acme", Period.TOTAL, 1_000_000);
    InMemoryBudgetLedger ledger = ledger(perMinute, total);
    Account first = perMinute.accountAt(NOON);
    Hold open = ledger.hold(call(0), line(3, perMinute.accountAt(NOON.plusSeconds(60))), EXPIRES);

    int minutes = 5_000;
    for (int i = 0; i < minutes; i++) {
      if (i != 1) {
        HoldLine line =
            new HoldLine(
                USD, 10, List.of(perMinute.accountAt(clock.instant()), total.accountAt(NOON)));
        ledger.settle(ledger.hold(call(i + 1), List.of(line), EXPIRES), List.of(line));
      }
      clock.advance(Duration.ofMinutes(1));
    }

    int known = ledger.balances().accounts().size();
    assertTrue(known < 1_100, known + " accounts (expected: bounded)");
    assertEquals(10L * (minutes - 1), ledger.balance(total.accountAt(NOON)).settled());
    assertEquals(new Balance(0, 3), ledger.balance(perMinute.accountAt(NOON.plusSeconds(60))));
    assertTrue(ledger.settle(open, List.of()));
    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(9_999), line(1, first), EXPIRES));
    ledger.limits(Limits.of(List.of(perMinute, total)));
    assertThrows(
        BudgetExhaustedException.class, () -> ledger.hold(call(9_999), line(1, first), EXPIRES));
  }

  private InMemoryBudgetLedger ledger(Limit... limits) {
    return InMemoryBudgetLedger.create(Limits.of(List.of(limits)), clock);
  }

  private static Limit limit(Unit unit, String scope, Period period, long amount) {
    return new Limit(unit, scope, period, ZoneOffset.UTC, amount);
  }

  private static List<HoldLine> line(long amount, Account account) {
    return List.of(new HoldLine(account.unit(), amount, List.of(account)));
  }

  private static List<HoldLine> lines(long amount, Limit... limits) {
    List<Account> accounts = new ArrayList<>();
    for (Limit limit : limits) {
      accounts.add(limit.accountAt(NOON));
    }
    return List.of(new HoldLine(limits[0].unit(), amount, accounts));
  }

  static CallId call(int number) {
    return new CallId(String.format("%026d", number));
  }
}
