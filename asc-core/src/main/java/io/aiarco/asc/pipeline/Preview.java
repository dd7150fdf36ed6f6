package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Refusal;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.chat.Explanation;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.route.NoRouteException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a request down the path's deciding steps, which are the real ones, and stops where it would
 * be held and sent. Thread-safe.
 */
final class Preview {
  private final BudgetLedger budgets;
  private final Estimates estimates;
  private final Admission admission;
  private final Planning planning;

  Preview(BudgetLedger budgets, Estimates estimates, Admission admission, Planning planning) {
    this.budgets = budgets;
    this.estimates = estimates;
    this.admission = admission;
    this.planning = planning;
  }

  Explanation explain(Exchange.Received draft) {
    List<String> rules = List.of();
    List<RouteCandidate> candidates = List.of();
    Money worstCase = null;
    try {
      Exchange.Admitted admitted = admission.admit(admission.identify(draft));
      rules = admitted.decision().rules();
      Exchange.Planned planned = planning.plan(admitted);
      rules = planned.admitted().decision().rules();
      candidates = planned.plan().candidates();
      List<HoldLine> lines = new HoldPlan(planned, estimates).ofPlan();
      worstCase = money(lines);
      requireRoom(planned, lines);
      return new Explanation(null, "", rules, candidates, worstCase);
    } catch (DeniedException e) {
      return refusal(e, e.rules(), candidates, worstCase);
    } catch (NoRouteException e) {
      return refusal(e, rules, e.candidates(), worstCase);
    } catch (AscException e) {
      return refusal(e, rules, candidates, worstCase);
    }
  }

  private static Explanation refusal(
      AscException why,
      List<String> rules,
      List<RouteCandidate> candidates,
      @Nullable Money worstCase) {
    return new Explanation(why.code(), why.getMessage(), rules, candidates, worstCase);
  }

  /** In the call's budgets, or in overdrafts instead. */
  private void requireRoom(Exchange.Planned planned, List<HoldLine> lines) {
    try {
      requireOwnRoom(planned, lines);
    } catch (BudgetExhaustedException refused) {
      Exchange.Planned drawn = planned.drawing(refused.account()).orElseThrow(() -> refused);
      requireRoom(drawn, new HoldPlan(drawn, estimates).ofPlan());
    }
  }

  private void requireOwnRoom(Exchange.Planned planned, List<HoldLine> lines) {
    List<Limit> limits = new ArrayList<>(planned.limits());
    limits.addAll(planned.limitsOf(planned.plan().endpoints().get(0).id()));
    for (Limit limit : limits) {
      if (!limit.enforcement().hard()) {
        continue;
      }
      Account account = limit.accountAt(planned.received().at());
      long free = limit.amount();
      for (Account together : limit.accountsAt(planned.received().at())) {
        free -= budgets.balance(together).total();
      }
      boolean waits = !limit.line().equals(WaitingLine.NONE);
      for (HoldLine line : lines) {
        if (line.accounts().contains(account) && line.amount() > free && !waits) {
          throw Refusal.of(account, line.amount(), free, limit.amount(), planned.received().at());
        }
      }
    }
  }

  private static @Nullable Money money(List<HoldLine> lines) {
    HoldLine most = null;
    for (HoldLine line : lines) {
      if (line.unit().isMoney() && (most == null || line.amount() > most.amount())) {
        most = line;
      }
    }
    return most == null ? null : new Money(most.amount(), new Currency(most.unit().code()));
  }
}
