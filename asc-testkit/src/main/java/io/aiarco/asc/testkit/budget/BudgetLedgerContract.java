package io.aiarco.asc.testkit.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.testkit.time.StartingLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link BudgetLedger} must keep. A ledger may be one of several that share their limits
 * and spend slices of them: then it may refuse while another holds an unspent slice, so nothing
 * here asks that a hold succeeds while two have been used. What they grant together may never pass
 * the limit, and what one knows of itself is always exact.
 */
@Timeout(60)
public abstract class BudgetLedgerContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRES = NOON.plusSeconds(600);
  private static final Unit USD = Unit.money(Currency.USD);
  private static final int THREADS = 64;

  private final AtomicInteger calls = new AtomicInteger();

  /** For subclasses. */
  protected BudgetLedgerContract() {}

  /** A ledger with nothing used, alone with these limits. */
  protected abstract BudgetLedger open(Limits limits);

  /**
   * Another ledger that shares the limits of {@code first}. One that knows no others is its own
   * other.
   */
  protected BudgetLedger another(BudgetLedger first) {
    return first;
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whatIsGrantedTogetherNeverPassesALimit(
      @ForAll @Size(max = 80) List<@LongRange(min = 0) Long> script) {
    BudgetLedger first = open(limits(100, 70));
    List<BudgetLedger> ledgers = List.of(first, another(first));
    List<Map<CallId, Hold>> open = List.of(new HashMap<>(), new HashMap<>());

    for (long word : script) {
      int which = (int) (word & 1);
      BudgetLedger ledger = ledgers.get(which);
      List<HoldLine> lines = lines((word >>> 8) % 40, (int) (word >>> 4 & 3));
      if ((word >>> 1 & 3) < 2) {
        grant(ledger, lines).ifPresent(hold -> open.get(which).put(hold.call(), hold));
      } else if (!open.get(which).isEmpty()) {
        Hold hold = open.get(which).values().iterator().next();
        if ((word >>> 1 & 3) == 2) {
          extend(ledger, hold, lines);
        } else {
          open.get(which).remove(hold.call());
          assertTrue(ledger.settle(hold, hold.lines()));
          assertFalse(ledger.settle(hold, hold.lines()));
        }
      }
      for (int scope = 0; scope < 2; scope++) {
        assertTrue(total(ledgers, account(scope)) <= (scope == 0 ? 100 : 70));
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void oneLedgersBalancesAreTheSumOfItsHolds(
      @ForAll @Size(max = 60) List<@LongRange(min = 0) Long> script) {
    BudgetLedger ledger = open(limits(1_000, 700));
    Map<CallId, Hold> open = new HashMap<>();
    long[] settled = new long[2];

    for (long word : script) {
      if ((word & 3) < 2) {
        List<HoldLine> lines = lines((word >>> 8) % 400, (int) (word >>> 4 & 3));
        grant(ledger, lines).ifPresent(hold -> open.put(hold.call(), hold));
      } else if (!open.isEmpty()) {
        Hold hold = open.values().iterator().next();
        open.remove(hold.call());
        long used = (word >>> 8) % 500;
        assertTrue(ledger.settle(hold, lines(used, 3)));
        settled[0] += used;
        settled[1] += used;
      }
      for (int scope = 0; scope < 2; scope++) {
        Account account = account(scope);
        assertEquals(new Balance(settled[scope], held(open, account)), ledger.balance(account));
        assertEquals(ledger.balance(account), ledger.balances().of(account));
      }
    }
  }

  @Test
  void aSoleLedgerGrantsItsWholeLimit() {
    BudgetLedger ledger = open(limits(100, 70));

    for (int i = 0; i < 70; i++) {
      List<HoldLine> one = lines(1, 3);
      ledger.settle(ledger.hold(call(), one, EXPIRES), one);
    }

    assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(), lines(1, 3), EXPIRES));
    assertEquals(new Balance(70, 0), ledger.balance(account(1)));
    ledger.hold(call(), lines(30, 1), EXPIRES);
  }

  @Test
  void aRefusedHoldChangesNothing() {
    BudgetLedger ledger = open(limits(100, 70));

    BudgetExhaustedException refused =
        assertThrows(
            BudgetExhaustedException.class, () -> ledger.hold(call(), lines(71, 3), EXPIRES));

    assertEquals(account(1), refused.account());
    assertEquals(Balance.ZERO, ledger.balance(account(0)));
    assertEquals(Balance.ZERO, ledger.balance(account(1)));
    ledger.hold(call(), lines(100, 1), EXPIRES);
  }

  @Test
  void requestsParallelCallsAndTokensPerMinuteAreRateLimited() {
    for (Unit unit : List.of(Unit.REQUESTS, Unit.PARALLEL, Unit.TOKENS)) {
      Period period = unit.equals(Unit.PARALLEL) ? Period.NOW : Period.MINUTE;
      Limit limit = new Limit(unit, "tenant/acme", period, ZoneOffset.UTC, 1);
      BudgetLedger ledger = open(Limits.of(List.of(limit)));
      List<HoldLine> one = List.of(new HoldLine(unit, 1, List.of(limit.accountAt(NOON))));
      ledger.hold(call(), one, EXPIRES);

      RateLimitedException refused =
          assertThrows(RateLimitedException.class, () -> ledger.hold(call(), one, EXPIRES));

      assertTrue(refused.retryAdvice().retryable());
    }
  }

  @Test
  void anAccountWithoutALimitIsCounted() {
    BudgetLedger ledger = open(Limits.NONE);

    Hold hold = ledger.hold(call(), lines(1L << 50, 3), EXPIRES);
    ledger.settle(hold, lines(5, 3));

    assertEquals(new Balance(5, 0), ledger.balance(account(0)));
  }

  @Test
  void anOverrunIsChargedInFullAndThenRefuses() {
    BudgetLedger ledger = open(limits(100, 70));

    ledger.settle(ledger.hold(call(), lines(10, 1), EXPIRES), lines(130, 1));

    assertEquals(new Balance(130, 0), ledger.balance(account(0)));
    assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(), lines(1, 1), EXPIRES));
  }

  @Test
  void anExtensionIsPartOfTheHold() {
    BudgetLedger ledger = open(limits(100, 70));
    Hold hold = ledger.hold(call(), lines(30, 3), EXPIRES);

    assertThrows(BudgetExhaustedException.class, () -> ledger.extend(hold, lines(41, 3)));
    assertEquals(new Balance(0, 30), ledger.balance(account(0)));
    Hold longer = ledger.extend(hold, lines(40, 3));
    assertEquals(new Balance(0, 70), ledger.balance(account(1)));

    assertEquals(2, longer.lines().size());
    assertTrue(ledger.settle(longer, List.of()));
    assertFalse(ledger.settle(hold, lines(1, 3)));
    assertEquals(Balance.ZERO, ledger.balance(account(1)));
  }

  @Test
  void aCallHoldsOnce() {
    BudgetLedger ledger = open(limits(100, 70));
    Hold hold = ledger.hold(call(), lines(1, 3), EXPIRES);

    assertThrows(IllegalStateException.class, () -> ledger.hold(hold.call(), lines(1, 3), EXPIRES));
    ledger.settle(hold, List.of());
    assertThrows(IllegalStateException.class, () -> ledger.extend(hold, lines(1, 3)));

    assertEquals(Balance.ZERO, ledger.balance(account(0)));
  }

  @Test
  void aLoweredLimitRefusesUntilUseIsBelowIt() {
    BudgetLedger ledger = open(limits(100, 70));
    Hold hold = ledger.hold(call(), lines(60, 1), EXPIRES);

    ledger.limits(limits(50, 70));
    assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(), lines(1, 1), EXPIRES));
    ledger.settle(hold, lines(49, 1));
    ledger.hold(call(), lines(1, 1), EXPIRES);

    assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(), lines(1, 1), EXPIRES));
    ledger.limits(limits(51, 70));
    ledger.hold(call(), lines(1, 1), EXPIRES);
  }

  @Test
  void restoredUseBindsTheNextHold() {
    BudgetLedger ledger = open(limits(100, 70));
    ledger.restore(new Balances(Map.of(account(0), new Balance(90, 0))));

    assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(), lines(11, 1), EXPIRES));
    ledger.hold(call(), lines(10, 1), EXPIRES);

    assertEquals(new Balance(90, 10), ledger.balance(account(0)));
  }

  @Test
  void manyThreadsOnSeveralLedgersPassNoLimitAndLoseNothing() throws Exception {
    BudgetLedger first = open(limits(10_000, 7_000));
    List<BudgetLedger> ledgers = List.of(first, another(first));

    List<Long> spent =
        StartingLine.race(
            THREADS,
            thread ->
                () -> {
                  BudgetLedger ledger = ledgers.get(thread % 2);
                  long own = 0;
                  for (int i = 0; i < 40; i++) {
                    Hold hold = grant(ledger, lines(11, 3)).orElse(null);
                    if (hold != null) {
                      assertTrue(ledger.settle(hold, lines(i % 12, 3)));
                      own += i % 12;
                    }
                  }
                  return own;
                });

    long all = spent.stream().mapToLong(Long::longValue).sum();
    assertTrue(all <= 7_000, () -> "spent " + all);
    for (int scope = 0; scope < 2; scope++) {
      assertEquals(all, total(ledgers, account(scope)));
    }
  }

  private Optional<Hold> grant(BudgetLedger ledger, List<HoldLine> lines) {
    try {
      return Optional.of(ledger.hold(call(), lines, EXPIRES));
    } catch (BudgetExhaustedException refused) {
      return Optional.empty();
    }
  }

  private static void extend(BudgetLedger ledger, Hold hold, List<HoldLine> lines) {
    Balances before = ledger.balances();
    try {
      ledger.extend(hold, lines);
    } catch (BudgetExhaustedException refused) {
      assertEquals(before.of(account(0)), ledger.balance(account(0)));
      assertEquals(before.of(account(1)), ledger.balance(account(1)));
    }
  }

  private static long total(List<BudgetLedger> ledgers, Account account) {
    return ledgers.stream().distinct().mapToLong(ledger -> ledger.balance(account).total()).sum();
  }

  private static long held(Map<CallId, Hold> open, Account account) {
    long held = 0;
    for (Hold hold : open.values()) {
      for (HoldLine line : hold.lines()) {
        held += line.accounts().contains(account) ? line.amount() : 0;
      }
    }
    return held;
  }

  private CallId call() {
    return new CallId(String.format("%026d", calls.incrementAndGet()));
  }

  private static Limits limits(long first, long second) {
    return Limits.of(List.of(limit(0, first), limit(1, second)));
  }

  private static Limit limit(int scope, long amount) {
    return new Limit(USD, "tenant/t" + scope, Period.MONTH, ZoneOffset.UTC, amount);
  }

  private static Account account(int scope) {
    return limit(scope, 0).accountAt(NOON);
  }

  /** One amount on the accounts whose bits are set; on both when none is. */
  private static List<HoldLine> lines(long amount, int bits) {
    List<Account> accounts = new ArrayList<>();
    for (int scope = 0; scope < 2; scope++) {
      if (bits == 0 || (bits >> scope & 1) == 1) {
        accounts.add(account(scope));
      }
    }
    return List.of(new HoldLine(USD, amount, accounts));
  }
}
