package io.aiarco.asc.testkit.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.money.Currency;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Several instances spend leased slices of one limit, every third answer of the office is lost, and
 * instances crash: those whose journal comes back say what they spent, those gone for good take
 * their slice with them. Whatever the interleaving, all of them together never spend above the
 * limit, and what no instance can ever spend again is at most what the gone ones were leased.
 */
class LeasedSpendingTest {
  private static final int INSTANCES = 4;
  private static final long LIMIT = 1_000;
  private static final long DEAREST = 60;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Limit DAILY =
      new Limit(Unit.money(Currency.USD), "tenant/acme", Period.DAY, ZoneOffset.UTC, LIMIT);
  private static final Account ACCOUNT = DAILY.accountAt(NOON);

  /** What an instance does: {@code amount} is held, {@code percent} of the oldest hold billed. */
  record Step(int kind, int instance, long amount, int percent) {}

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void allInstancesTogetherNeverSpendAboveTheLimit(
      @ForAll("steps") @Size(max = 200) List<Step> steps) {
    Fleet fleet = new Fleet();

    for (Step step : steps) {
      fleet.take(step);
      assertTrue(fleet.spent() <= LIMIT, () -> fleet.spent() + " after " + step);
    }

    fleet.spendWhatIsLeft();
    assertEquals(LIMIT - fleet.stranded, fleet.spent());
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(0, INSTANCES - 1),
            Arbitraries.longs().between(1, DEAREST),
            Arbitraries.integers().between(0, 100))
        .as(Step::new)
        .list();
  }

  /** One process: its ledger, and what its journal would say. */
  private static final class Instance {
    final Object holder = new Object();
    final Deque<Hold> open = new ArrayDeque<>();
    LeasedLedger ledger;
    long settled;

    Instance(LeaseOffice office) {
      ledger = new LeasedLedger(office, holder);
    }

    long held() {
      return open.stream().mapToLong(hold -> hold.lines().get(0).amount()).sum();
    }
  }

  private static final class Fleet {
    private final LeaseOffice office = new LeaseOffice(Limits.of(List.of(DAILY)));
    private final List<Instance> instances = new ArrayList<>();
    private final List<Instance> gone = new ArrayList<>();
    private int calls;

    /** Leased to instances that are gone for good and never spent. */
    private long stranded;

    Fleet() {
      for (int i = 0; i < INSTANCES; i++) {
        instances.add(new Instance(office));
      }
    }

    void take(Step step) {
      Instance instance = instances.get(step.instance());
      switch (step.kind()) {
        case 0, 1, 2, 3, 4, 5 -> hold(instance, step.amount());
        case 6, 7, 8, 9, 10 -> settle(instance, step.percent());
        case 11 -> crash(instance);
        default -> lose(step.instance());
      }
    }

    /** Billed, or held and perhaps billed: a process that dies says no more of its calls. */
    long spent() {
      return Stream.concat(instances.stream(), gone.stream())
          .mapToLong(instance -> instance.settled + instance.held())
          .sum();
    }

    void spendWhatIsLeft() {
      Limits limits = Limits.of(List.of(DAILY));
      for (Instance instance : instances) {
        while (!instance.open.isEmpty()) {
          settle(instance, 100);
        }
        instance.ledger.limits(limits); // which calls every unspent slice back
      }
      Instance last = instances.get(0);
      while (spent() <= LIMIT && hold(last, 1)) {
        settle(last, 100);
      }
    }

    private boolean hold(Instance instance, long amount) {
      CallId call = new CallId(String.format("%026d", ++calls));
      try {
        instance.open.add(instance.ledger.hold(call, line(amount), NOON.plusSeconds(600)));
        return true;
      } catch (BudgetExhaustedException refused) {
        return false;
      }
    }

    private static void settle(Instance instance, int percent) {
      Hold oldest = instance.open.poll();
      if (oldest != null) {
        long used = oldest.lines().get(0).amount() * percent / 100;
        instance.settled += used;
        assertTrue(instance.ledger.settle(oldest, line(used)));
      }
    }

    /** kill -9 and a start from the journal: calls without an end are charged what they held. */
    private void crash(Instance instance) {
      instance.settled += instance.held();
      instance.open.clear();
      instance.ledger = new LeasedLedger(office, instance.holder);
      instance.ledger.restore(new Balances(Map.of(ACCOUNT, new Balance(instance.settled, 0))));
    }

    /** The machine is gone with its disk; another takes its place. */
    private void lose(int place) {
      Instance lost = instances.set(place, new Instance(office));
      gone.add(lost);
      stranded += office.gone(lost.holder, ACCOUNT) - lost.settled - lost.held();
    }
  }

  private static List<HoldLine> line(long amount) {
    return List.of(new HoldLine(ACCOUNT.unit(), amount, List.of(ACCOUNT)));
  }
}
