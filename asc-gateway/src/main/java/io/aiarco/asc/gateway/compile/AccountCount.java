package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The most accounts that one call of a tenant can hold on at once: each kind of account inside the
 * organisation and inside the tenant at its fullest name. Immutable.
 */
final class AccountCount {
  private AccountCount() {}

  /** Whether an audit record has room for all accounts of any call of {@code tenant}. */
  static boolean fits(Collection<Limit> limits, String tenant) {
    return most(limits, tenant) <= HoldLine.MOST_ACCOUNTS;
  }

  static int most(Collection<Limit> limits, String tenant) {
    Limits all = Limits.of(limits);
    Map<String, Integer> fullest = new LinkedHashMap<>();
    for (Limit limit : limits) {
      String scope = limit.scope();
      boolean ofTenant = scope.equals(tenant) || scope.startsWith(tenant + "/");
      if (scope.startsWith("tenant/") && !ofTenant && !scope.equals(Scope.each("tenant"))) {
        continue;
      }
      // A name's own limits come besides those for each name.
      int binding = all.of(List.of(scope)).size();
      fullest.merge(scope.substring(0, scope.lastIndexOf('/') + 1), binding, Math::max);
    }
    return fullest.values().stream().mapToInt(Integer::intValue).sum();
  }
}
