package io.aiarco.asc.pipeline;

import io.aiarco.asc.breaker.BreakerState;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.RoutePlan;
import io.aiarco.asc.route.Router;
import io.aiarco.asc.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 4: asks the router, which is a pure function, with the breakers' states as they are now. The
 * states go into the intent, so that the plan can be explained later. Thread-safe.
 */
final class Planning {
  private final Components components;
  private final Router router = new Router();

  Planning(Components components) {
    this.components = components;
  }

  Exchange.Planned plan(Exchange.Admitted admitted) {
    Exchange.Received received = admitted.received();
    Snapshot snapshot = received.snapshot();
    List<ModelEndpoint> endpoints = snapshot.catalog().endpoints(received.request().model());
    if (endpoints.isEmpty()) {
      throw new DeniedException(
          "model: "
              + received.request().model()
              + " is unknown (expected: one of the configuration)",
          List.of("models"));
    }
    Map<EndpointId, BreakerState> states = new LinkedHashMap<>();
    for (ModelEndpoint endpoint : endpoints) {
      states.put(endpoint.id(), components.breakers().state(endpoint.id()));
    }
    Limits all = snapshot.limits();
    Grant grant = admitted.identified().grant();
    List<Limit> limits = all.of(Scope.of(grant, admitted.identified().record().facts().context()));
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
    return new Exchange.Planned(admitted, plan, limits, states);
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
