package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.usage.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is charged on the accounts it held: the sum over its attempts, and on those of a
 * provider or a model the sum over the attempts made there. Immutable.
 *
 * @param settle lines of the ledger and of the outcome record; none for nothing
 * @param over whether an account is charged above its holds
 */
record Charge(List<HoldLine> settle, boolean over) {

  /** The charge of a tenant's {@code attempts} against {@code hold}. */
  static Charge of(List<Attempt> attempts, Hold hold, TenantId tenant) {
    Map<Account, Long> held = new LinkedHashMap<>();
    for (HoldLine line : hold.lines()) {
      for (Account account : line.accounts()) {
        held.merge(account, line.amount(), Math::addExact);
      }
    }
    Map<Amount, List<Account>> charged = new LinkedHashMap<>();
    boolean over = false;
    for (Map.Entry<Account, Long> entry : held.entrySet()) {
      Account account = entry.getKey();
      long used = used(attempts, account, tenant);
      if (used > 0) {
        Amount amount = new Amount(account.unit(), used);
        charged.computeIfAbsent(amount, none -> new ArrayList<>(4)).add(account);
        over |= used > entry.getValue();
      }
    }
    List<HoldLine> settle = new ArrayList<>(charged.size());
    charged.forEach((a, accounts) -> settle.add(new HoldLine(a.unit, a.used, accounts)));
    return new Charge(settle, over);
  }

  /** What one line of a charge says of its accounts. */
  private record Amount(Unit unit, long used) {}

  /** What all attempts cost together; null when none has a price. The weakest source counts. */
  static @Nullable Cost cost(List<Attempt> attempts) {
    Cost total = null;
    for (Attempt attempt : attempts) {
      Cost cost = attempt.cost().orElse(null);
      total = cost == null ? total : total == null ? cost : total.plus(cost);
    }
    return total;
  }

  private static long used(List<Attempt> attempts, Account account, TenantId tenant) {
    Unit unit = account.unit();
    if (unit.equals(Unit.PARALLEL)) {
      return 0; // only ever held
    }
    if (!Scope.isOfEndpoint(account.scope())) {
      return unit.equals(Unit.REQUESTS) ? Math.min(1, attempts.size()) : sum(attempts, unit);
    }
    List<Attempt> there = new ArrayList<>(attempts.size());
    for (Attempt attempt : attempts) {
      if (Scope.of(tenant, attempt.endpoint()).contains(account.scope())) {
        there.add(attempt);
      }
    }
    return unit.equals(Unit.REQUESTS) ? there.size() : sum(there, unit);
  }

  private static long sum(List<Attempt> attempts, Unit unit) {
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
