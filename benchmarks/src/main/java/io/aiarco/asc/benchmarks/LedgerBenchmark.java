package io.aiarco.asc.benchmarks;

import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.money.Currency;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a budget costs a call: a hold on five accounts that have limits, and its settlement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerBenchmark {
  private static final Instant NOON = Instant.parse("2099-11-21T12:00:00Z");
  private static final Unit USD = Unit.money(Currency.USD);
  private static final long USED = 11_000;

  private final List<Limit> limits =
      Stream.of(
              "org",
              "tenant/acme",
              "tenant/acme/team/claims",
              "tenant/acme/caller/k1",
              "tenant/acme/session/run-7")
          .map(scope -> new Limit(USD, scope, Period.DAY, ZoneOffset.UTC, Long.MAX_VALUE / 2))
          .toList();
  private final InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(limits));
  private final CallId call = new CallId("01ARZ3NDEKTSV4RRFFQ69G5FAV");
  private final List<HoldLine> held = List.of(line(600_000));
  private final List<HoldLine> used = List.of(line(USED));
  private long settled;

  private HoldLine line(long amount) {
    return new HoldLine(USD, amount, limits.stream().map(limit -> limit.accountAt(NOON)).toList());
  }

  /** A call's budget, from its beginning to its end. */
  @Benchmark
  public boolean holdAndSettle(Sha256Control control) {
    Hold hold = ledger.hold(call, held, NOON);
    settled += USED;
    return ledger.settle(hold, used);
  }

  /** Every account has been charged for every call, and holds nothing. */
  @TearDown
  public void check() {
    for (Limit limit : limits) {
      if (ledger.balance(limit.accountAt(NOON)).total() != settled) {
        throw new IllegalStateException(
            "settled: " + ledger.balance(limit.accountAt(NOON)) + " (expected: " + settled + ")");
      }
    }
  }
}
