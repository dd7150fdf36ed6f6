package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most that one call of a tenant can hold on at once: of every kind inside the organisation and
 * inside the tenant, the name with most limits, each throttled too. Immutable.
 *
 * @param limits the organisation's and the tenant's
 */
record CallAccounts(List<Limit> limits) {

  int accounts() {
    Limits all = Limits.of(limits);
    Map<String, Integer> fullest = new HashMap<>();
    for (Limit limit : Limits.withThrottles(limits)) {
      String scope = limit.scope();
      String kind = scope.substring(0, scope.lastIndexOf('/') + 1);
      fullest.merge(kind, all.of(List.of(scope)).size(), Math::max);
    }
    return fullest.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A line is for one unit and mode, of the caller's accounts or of the endpoint's. */
  long lines() {
    return Limits.withThrottles(limits).stream()
        .map(limit -> List.of(limit.unit(), limit.mode(), Scope.isOfEndpoint(limit.scope())))
        .distinct()
        .count();
  }
}
