package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.money.Currency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Any sequence of holds, extensions, ends, limit changes, new periods and crashes with a restart
 * from the log: the ledger says what the audit log's own fold of the same steps says, and refuses
 * exactly when an account has no room.
 */
class BudgetLawTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRES = NOON.plusSeconds(600);
  private static final TenantId TENANT = new TenantId("acme");
  private static final Unit USD = Unit.money(Currency.USD);

  /** One step: what is done is chosen by {@code kind}, to which call and accounts by the others. */
  record Step(int kind, int call, List<Integer> scopes, long amount, long used) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theLedgerIsTheFoldOfItsStepsAndNeverPassesALimit(
      @ForAll("steps") @Size(max = 60) List<Step> steps) {
    Run run = new Run();

    steps.forEach(run::take);

    run.endAll();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<List<Integer>> scopes =
        Arbitraries.integers().between(0, 2).list().uniqueElements().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(0, 7),
            scopes,
            Arbitraries.longs().between(0, 60),
            Arbitraries.longs().between(0, 120))
        .as(Step::new)
        .list();
  }

  /** One ledger beside the fold of the same steps. */
  private static final class Run {
    private final List<Limit> limits = new ArrayList<>();
    private final Map<Integer, Hold> open = new HashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private final BalanceFold fold = new BalanceFold();
    private final ManualClock clock = new ManualClock(NOON);
    private InMemoryBudgetLedger ledger;

    Run() {
      for (int scope = 0; scope < 3; scope++) {
        limits.add(limit(scope, 100));
      }
      ledger = InMemoryBudgetLedger.create(Limits.of(limits), clock);
    }

    void take(Step step) {
      Map<Account, Balance> before = ledger.balances().accounts();
      List<HoldLine> lines = lines(step.scopes(), step.amount());
      switch (step.kind()) {
        case 0, 1 -> hold(step.call(), lines);
        case 2 -> extend(step.call(), lines);
        case 3, 4 -> settle(step.call(), lines(step.scopes(), step.used()));
        case 5 -> changeLimit(step.scopes().get(0), step.used());
        case 6 -> crash();
        default -> clock.advance(Duration.ofHours(step.used()));
      }
      noAccountGrewAboveItsLimit(before, step);
      assertEquals(remembered(fold.balances()), remembered(ledger.balances()));
    }

    void endAll() {
      open.values().forEach(hold -> assertTrue(ledger.settle(hold, List.of())));
      ledger.balances().accounts().values().forEach(balance -> assertEquals(0, balance.open()));
    }

    private void hold(int call, List<HoldLine> lines) {
      if (!begun.contains(call) && hasRoom(lines)) {
        open.put(call, ledger.hold(id(call), lines, EXPIRES));
        begun.add(call);
        fold.intent(id(call), TENANT, EXPIRES, lines);
      } else if (open.containsKey(call)) {
        assertThrows(IllegalStateException.class, () -> ledger.hold(id(call), lines, EXPIRES));
      } else if (!begun.contains(call)) {
        assertThrows(BudgetExhaustedException.class, () -> ledger.hold(id(call), lines, EXPIRES));
      }
    }

    private void extend(int call, List<HoldLine> lines) {
      Hold hold = open.get(call);
      if (hold == null) {
        Hold ended = new Hold(id(call), List.of(), EXPIRES);
        assertThrows(IllegalStateException.class, () -> ledger.extend(ended, lines));
      } else if (hasRoom(lines)) {
        open.put(call, ledger.extend(hold, lines));
        fold.extend(id(call), lines);
      } else {
        assertThrows(BudgetExhaustedException.class, () -> ledger.extend(hold, lines));
      }
    }

    private void settle(int call, List<HoldLine> used) {
      Hold hold = open.remove(call);
      if (hold == null) {
        assertFalse(ledger.settle(new Hold(id(call), List.of(), EXPIRES), used));
      } else {
        assertTrue(ledger.settle(hold, used));
        assertFalse(ledger.settle(hold, used));
        fold.end(id(call), used);
      }
    }

    private void changeLimit(int scope, long amount) {
      limits.set(scope, limit(scope, amount));
      ledger.limits(Limits.of(limits));
    }

    /** Calls without an end are charged what they held, and a new ledger begins with the rest. */
    private void crash() {
      for (BalanceFold.OpenCall call : List.copyOf(fold.openCalls().values())) {
        fold.end(call.call(), call.wholeHold());
      }
      open.clear();
      ledger = InMemoryBudgetLedger.create(Limits.of(limits), clock);
      ledger.restore(fold.balances());
    }

    /** A step may only leave an account above its limit when it charged an overrun. */
    private void noAccountGrewAboveItsLimit(Map<Account, Balance> before, Step step) {
      for (Limit limit : limits) {
        Account account = limit.accountAt(clock.instant());
        long now = ledger.balance(account).total();
        boolean charged = step.kind() == 3 || step.kind() == 4;
        boolean grew = now > before.getOrDefault(account, Balance.ZERO).total();
        assertTrue(charged || !grew || now <= limit.amount(), () -> account + ": " + now);
      }
    }

    /** Without idle accounts of ended periods, which a ledger may forget. */
    private Map<Account, Balance> remembered(Balances balances) {
      Map<Account, Balance> left = new HashMap<>(balances.accounts());
      left.entrySet()
          .removeIf(
              account ->
                  account.getValue().equals(Balance.ZERO)
                      || account.getValue().open() == 0
                          && !account.getKey().periodEnd().orElseThrow().isAfter(clock.instant()));
      return left;
    }

    private List<HoldLine> lines(List<Integer> scopes, long amount) {
      List<Account> accounts =
          scopes.stream().map(scope -> limit(scope, 0).accountAt(clock.instant())).toList();
      return List.of(
          new HoldLine(USD, amount, accounts),
          new HoldLine(USD, amount / 3, accounts.subList(0, 1)));
    }

    private boolean hasRoom(List<HoldLine> lines) {
      Map<Account, Long> asked = new HashMap<>();
      for (HoldLine line : lines) {
        line.accounts().forEach(account -> asked.merge(account, line.amount(), Long::sum));
      }
      return limits.stream()
          .allMatch(
              limit -> {
                Account account = limit.accountAt(clock.instant());
                return !asked.containsKey(account)
                    || fold.balances().of(account).total() + asked.get(account) <= limit.amount();
              });
    }
  }

  private static Limit limit(int scope, long amount) {
    return new Limit(USD, "tenant/t" + scope, Period.DAY, ZoneOffset.UTC, amount);
  }

  private static CallId id(int call) {
    return InMemoryBudgetLedgerTest.call(call);
  }
}
