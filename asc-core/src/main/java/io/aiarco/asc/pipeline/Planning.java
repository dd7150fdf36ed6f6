package io.aiarco.asc.pipeline;

import io.aiarco.asc.breaker.BreakerState;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Refusal;
import io.aiarco.asc.budget.Restraint;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Standing;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.route.RoutePlan;
import io.aiarco.asc.route.Router;
import io.aiarco.asc.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 4: asks the router, which is a pure function, with the breakers' states as they are now, and
 * does what passed thresholds ask for. States and what is settled go into the intent, so that the
 * plan can be explained later. Thread-safe.
 */
final class Planning {
  private final Components components;
  private final Router router = new Router();

  Planning(Components components) {
    this.components = components;
  }

  Exchange.Planned plan(Exchange.Admitted admitted) {
    Exchange.Received received = admitted.received();
    List<Limit> limits =
        received
            .snapshot()
            .limits()
            .of(
                Scope.of(
                    admitted.identified().grant(),
                    admitted.identified().record().facts().context()));
    Restraint restraint = Restraint.of(limits, received.at(), components.budgets());
    Standing.Passed denial = restraint.denial().orElse(null);
    if (denial != null) {
      ruled(admitted, admitted.decision(), List.of(denial));
      throw Refusal.of(denial, received.at());
    }
    Exchange.Planned asked =
        route(
            ruled(admitted, admitted.decision(), restraint.throttles()),
            received.request().model(),
            restraint.with(limits),
            restraint.read());
    Standing.Passed downgrade = restraint.downgrade().orElse(null);
    return downgrade == null ? asked : cheaper(asked, downgrade, restraint).orElse(asked);
  }

  private Exchange.Planned route(
      Exchange.Admitted admitted, ModelName model, List<Limit> limits, Map<String, String> read) {
    Exchange.Received received = admitted.received();
    Snapshot snapshot = received.snapshot();
    List<ModelEndpoint> endpoints = snapshot.catalog().endpoints(model);
    if (endpoints.isEmpty()) {
      throw new DeniedException(
          "model: " + model + " is unknown (expected: one of the configuration)",
          List.of("models"));
    }
    Map<EndpointId, BreakerState> states = new LinkedHashMap<>();
    for (ModelEndpoint endpoint : endpoints) {
      states.put(endpoint.id(), components.breakers().state(endpoint.id()));
    }
    Limits all = snapshot.limits();
    Grant grant = admitted.identified().grant();
    RoutePlan plan =
        router.plan(
            received.request(),
            endpoints,
            admitted.decision().constraints(),
            id -> states.getOrDefault(id, BreakerState.CLOSED),
            admitted.prices(),
            boundByMoney(limits) || all.areByEndpoint() && boundByMoney(all, grant, endpoints),
            received.at(),
            snapshot.routing());
    return new Exchange.Planned(admitted, plan, limits, states, read, List.of());
  }

  /**
   * The plan for a threshold's model. Absent when policy does not grant it, when none of its
   * endpoints may and can serve the call, and when it could cost as much there: then the call goes
   * where it wanted to.
   */
  private Optional<Exchange.Planned> cheaper(
      Exchange.Planned asked, Standing.Passed by, Restraint restraint) {
    ModelName to = by.downgradeTo().orElseThrow();
    Decision.Allow allow = granted(asked.admitted(), to).orElse(null);
    if (allow == null) {
      return Optional.empty();
    }
    try {
      Exchange.Planned other =
          route(allowed(asked.admitted(), allow), to, asked.limits(), asked.read());
      if (!costsLess(other, asked)) {
        return Optional.empty();
      }
      List<Standing.Passed> deciding = new ArrayList<>(restraint.throttles());
      deciding.add(by);
      Map<EndpointId, BreakerState> states = new LinkedHashMap<>(asked.states());
      states.putAll(other.states());
      return Optional.of(
          new Exchange.Planned(
              ruled(other.admitted(), allow, deciding),
              other.plan(),
              other.limits(),
              states,
              other.read(),
              List.of(new Warning("model", "served as " + to + " by " + by.rule()))));
    } catch (NoRouteException | ResidencyException | DeniedException unable) {
      return Optional.empty();
    }
  }

  private static Optional<Decision.Allow> granted(Exchange.Admitted admitted, ModelName model) {
    Exchange.Received received = admitted.received();
    PolicyRequest request =
        new PolicyRequest(
            admitted.identified().grant(), model, received.request().context(), received.at());
    return received
        .snapshot()
        .policy()
        .decide(request)
        .fold(Optional::of, denied -> Optional.empty());
  }

  private static boolean costsLess(Exchange.Planned one, Exchange.Planned other) {
    return mostMoney(one) < mostMoney(other);
  }

  /** What the plan's dearest endpoint can cost, in billionths; the greatest without a price. */
  private static long mostMoney(Exchange.Planned planned) {
    Exchange.Received received = planned.received();
    long most = 0;
    for (ModelEndpoint endpoint : planned.plan().endpoints()) {
      long here =
          WorstCase.money(
                  planned.admitted().prices(),
                  endpoint.id(),
                  received.at(),
                  WorstCase.usage(planned, endpoint),
                  received.request())
              .map(Money::nanos)
              .orElse(Long.MAX_VALUE);
      most = Math.max(most, here);
    }
    return most;
  }

  private static Exchange.Admitted allowed(Exchange.Admitted admitted, Decision.Allow decision) {
    return new Exchange.Admitted(admitted.identified(), decision, admitted.verdicts());
  }

  /**
   * The admission by {@code decision} and the rules of further thresholds, which the record gets.
   */
  private static Exchange.Admitted ruled(
      Exchange.Admitted admitted, Decision.Allow decision, List<Standing.Passed> by) {
    if (by.isEmpty()) {
      return admitted;
    }
    List<String> rules = new ArrayList<>(decision.rules());
    by.forEach(passed -> rules.add(passed.rule()));
    admitted.identified().record().rules(rules);
    return allowed(admitted, new Decision.Allow(decision.constraints(), rules));
  }

  private static boolean boundByMoney(Limits all, Grant grant, List<ModelEndpoint> endpoints) {
    for (ModelEndpoint endpoint : endpoints) {
      if (boundByMoney(all.of(Scope.of(grant.tenant(), endpoint.id())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean boundByMoney(List<Limit> limits) {
    for (Limit limit : limits) {
      if (limit.unit().isMoney()) {
        return true;
      }
    }
    return false;
  }
}
