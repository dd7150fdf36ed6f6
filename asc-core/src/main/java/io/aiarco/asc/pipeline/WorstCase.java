package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.UsageBound;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The most a planned call can use, per unit and on every account that has a limit: those of its
 * caller, whatever endpoint serves it, and those of the endpoint. The two never share a line, so
 * accounts that stand in the same lines of a hold are charged the same. A pure function of the
 * plan. Immutable.
 */
final class WorstCase {
  private final Exchange.Planned planned;
  private final Map<Unit, List<Account>> accounts;

  WorstCase(Exchange.Planned planned) {
    this.planned = planned;
    this.accounts = accounts(planned.limits());
  }

  private Map<Unit, List<Account>> accounts(List<Limit> limits) {
    Map<Unit, List<Account>> byUnit = new LinkedHashMap<>();
    for (Limit limit : limits) {
      List<Account> same = byUnit.computeIfAbsent(limit.unit(), unit -> new ArrayList<>(2));
      Account account = limit.accountAt(planned.received().at());
      if (!same.contains(account)) { // two limits may bind one, such as on an hour and on 24
        same.add(account);
      }
    }
    return byUnit;
  }

  /**
   * Of the whole plan: in each unit, what its dearest endpoint can use; on the accounts of its
   * first endpoint, what that one can.
   */
  List<HoldLine> ofPlan() {
    List<HoldLine> lines = new ArrayList<>(accounts.size());
    accounts.forEach(
        (unit, of) -> {
          long most = 0;
          for (ModelEndpoint endpoint : planned.plan().endpoints()) {
            most = Math.max(most, amount(endpoint, unit));
          }
          lines.add(new HoldLine(unit, most, of));
        });
    addOwn(planned.plan().endpoints().get(0), lines);
    return lines;
  }

  /**
   * Of one endpoint more. Its caller has room for it already unless an earlier attempt {@code
   * mayBeBilled}, and the call stays one request and one parallel call; for the endpoint's own
   * accounts it is a further request.
   */
  List<HoldLine> ofOneMore(ModelEndpoint endpoint, boolean mayBeBilled) {
    List<HoldLine> lines = new ArrayList<>(accounts.size());
    accounts.forEach(
        (unit, of) -> {
          if (mayBeBilled && (unit.isMoney() || unit.equals(Unit.TOKENS))) {
            lines.add(new HoldLine(unit, amount(endpoint, unit), of));
          }
        });
    addOwn(endpoint, lines);
    return lines;
  }

  private void addOwn(ModelEndpoint endpoint, List<HoldLine> lines) {
    accounts(planned.limitsOf(endpoint.id()))
        .forEach((unit, of) -> lines.add(new HoldLine(unit, amount(endpoint, unit), of)));
  }

  /** In tokens, at one endpoint of a plan. */
  static Usage usage(Exchange.Planned planned, ModelEndpoint endpoint) {
    return UsageBound.of(
        planned.plan().inputTokens(), planned.received().request(), endpoint.capabilities());
  }

  private long amount(ModelEndpoint endpoint, Unit unit) {
    if (unit.equals(Unit.REQUESTS) || unit.equals(Unit.PARALLEL)) {
      return 1;
    }
    Usage most = usage(planned, endpoint);
    if (!unit.isMoney()) {
      return most.totalTokens();
    }
    return money(
            planned.admitted().prices(),
            endpoint.id(),
            planned.received().at(),
            most,
            planned.received().request())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "price: none of " + endpoint.id() + " (expected: routed only with one)"))
        .nanos();
  }

  /** The most money that {@code bound} of a request can cost at one endpoint. */
  static Optional<Money> money(
      PriceBook prices, EndpointId endpoint, Instant at, Usage bound, ModelRequest request) {
    Optional<Money> read = prices.most(endpoint, at, bound);
    Optional<Money> written =
        UsageBound.cached(bound, request).flatMap(cached -> prices.most(endpoint, at, cached));
    return written.isPresent() && read.isPresent() && written.get().compareTo(read.get()) > 0
        ? written
        : read;
  }
}
