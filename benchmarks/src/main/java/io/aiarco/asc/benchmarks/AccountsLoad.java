package io.aiarco.asc.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How much memory 100,000 accounts take: one for each session of a tenant, every one with a limit
 * and a name of its own. Writes its figure as JSON; each balance is checked.
 */
final class AccountsLoad {
  private static final int ACCOUNTS = 100_000;
  private static final Instant NOON = Instant.parse("2099-11-21T12:00:00Z");
  private static final CallId CALL = new CallId("01ARZ3NDEKTSV4RRFFQ69G5FAV");

  private AccountsLoad() {}

  /** Takes no arguments, and a heap of its own. */
  public static void main(String[] arguments) throws IOException {
    new ObjectMapper().writeValue(System.out, List.of(figure(ACCOUNTS)));
  }

  /** What so many take. */
  static Figure figure(int accounts) {
    long before = used();
    Limit each =
        new Limit(
            Unit.TOKENS,
            Scope.eachWithin("tenant/acme", "session"),
            Period.DAY,
            ZoneOffset.UTC,
            1_000_000);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(each)));
    for (int i = 0; i < accounts; i++) {
      List<HoldLine> line = List.of(new HoldLine(Unit.TOKENS, i + 1L, List.of(account(each, i))));
      ledger.settle(ledger.hold(CALL, line, NOON), line);
    }
    long bytes = used() - before;
    for (int i = 0; i < accounts; i++) {
      Balance balance = ledger.balance(account(each, i));
      if (!balance.equals(new Balance(i + 1L, 0))) {
        throw new IllegalStateException(
            "account " + i + ": " + balance + " (expected: " + (i + 1) + " settled)");
      }
    }
    return Figure.atMost(64, "100,000 accounts", bytes / 1024.0 / 1024, "MiB of heap");
  }

  /** As a call makes it: no two have the same text in memory. */
  private static Account account(Limit each, int number) {
    String session = "0b7f9c1e-54aa-4d0e-9d5b-%012d".formatted(number);
    return each.on(Scope.within("tenant/acme", "session", session)).accountAt(NOON);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
