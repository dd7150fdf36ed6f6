package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.telemetry.Telemetry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes what calls hold and use of money and tokens: once for each unit, of the account that
 * has most of it. Metrics are rounded; the log is exact. Thread-safe.
 */
final class BudgetMetrics {
  private static final double NANOS = 1e9;

  private final Telemetry telemetry;

  BudgetMetrics(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** A call that held {@code held} has been charged {@code used}. */
  void settled(List<HoldLine> held, List<HoldLine> used) {
    if (telemetry == Telemetry.none()) {
      return; // nobody looks
    }
    Map<Account, Long> heldOn = sums(held);
    Map<Account, Long> usedOn = sums(used);
    Map<Unit, Long> mostHeld = new LinkedHashMap<>();
    Map<Unit, Long> mostUsed = new HashMap<>();
    Map<Unit, Long> mostOver = new HashMap<>();
    heldOn.forEach(
        (account, of) -> {
          long charged = usedOn.getOrDefault(account, 0L);
          mostHeld.merge(account.unit(), of, Math::max);
          mostUsed.merge(account.unit(), charged, Math::max);
          mostOver.merge(account.unit(), Math.max(0, charged - of), Math::max);
        });
    mostHeld.forEach(
        (unit, most) ->
            telemetry.settled(
                unit.code(),
                whole(unit, most),
                whole(unit, mostUsed.getOrDefault(unit, 0L)),
                whole(unit, mostOver.getOrDefault(unit, 0L))));
  }

  /** A call begins that could use {@code beyond} what it holds. */
  void begins(Map<Unit, Long> beyond) {
    beyond.forEach((unit, amount) -> telemetry.exposed(unit.code(), whole(unit, amount)));
  }

  /** It has ended. */
  void ends(Map<Unit, Long> beyond) {
    beyond.forEach((unit, amount) -> telemetry.exposed(unit.code(), -whole(unit, amount)));
  }

  private static Map<Account, Long> sums(List<HoldLine> lines) {
    Map<Account, Long> sums = new LinkedHashMap<>();
    for (HoldLine line : lines) {
      if (HoldPlan.isUsage(line.unit())) {
        for (Account account : line.accounts()) {
          sums.merge(account, line.amount(), Math::addExact);
        }
      }
    }
    return sums;
  }

  private static double whole(Unit unit, long amount) {
    return unit.isMoney() ? amount / NANOS : amount;
  }
}
