package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.usage.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is charged: the sum over its attempts, on the accounts it held. Immutable.
 *
 * @param settle lines of the ledger and of the outcome record; none for nothing
 * @param over whether an account is charged above its holds
 */
record Charge(List<HoldLine> settle, boolean over) {

  /** The charge of {@code attempts} against {@code hold}. */
  static Charge of(List<Attempt> attempts, Hold hold) {
    Map<Unit, HoldLine> held = new LinkedHashMap<>();
    for (HoldLine line : hold.lines()) {
      held.merge(line.unit(), line, (a, b) -> a.withAmount(Math.addExact(a.amount(), b.amount())));
    }
    List<HoldLine> settle = new ArrayList<>(held.size());
    boolean over = false;
    for (HoldLine line : held.values()) {
      long used = used(attempts, line.unit());
      if (used > 0) {
        settle.add(line.withAmount(used));
        over |= used > line.amount();
      }
    }
    return new Charge(settle, over);
  }

  /** What all attempts cost together; null when none has a price. The weakest source counts. */
  static @Nullable Cost cost(List<Attempt> attempts) {
    Cost total = null;
    for (Attempt attempt : attempts) {
      Cost cost = attempt.cost().orElse(null);
      total = cost == null ? total : total == null ? cost : total.plus(cost);
    }
    return total;
  }

  private static long used(List<Attempt> attempts, Unit unit) {
    if (unit.equals(Unit.PARALLEL)) {
      return 0; // only ever held
    }
    if (unit.equals(Unit.REQUESTS)) {
      return attempts.isEmpty() ? 0 : 1;
    }
    long used = 0;
    for (Attempt attempt : attempts) {
      long more =
          unit.isMoney()
              ? attempt.cost().map(cost -> cost.amount().nanos()).orElse(0L)
              : attempt.usage().totalTokens();
      used = Math.addExact(used, more);
    }
    return used;
  }
}
