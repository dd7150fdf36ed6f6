package io.aiarco.asc.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All limits of a configuration, found by scope. At most one limit per unit, scope and period.
 * Immutable.
 */
public final class Limits {
  /** No limits. */
  public static final Limits NONE = new Limits(List.of());

  private final Map<String, List<Limit>> byScope = new HashMap<>();
  private final List<Limit> all;

  private Limits(Collection<Limit> limits) {
    this.all = List.copyOf(limits);
    for (Limit limit : all) {
      List<Limit> sameScope = byScope.computeIfAbsent(limit.scope(), scope -> new ArrayList<>());
      for (Limit other : sameScope) {
        if (other.unit().equals(limit.unit()) && other.period() == limit.period()) {
          throw new IllegalArgumentException(
              "limit "
                  + limit.scope()
                  + " "
                  + limit.unit()
                  + " per "
                  + limit.period()
                  + ": two (expected: one)");
        }
      }
      sameScope.add(limit);
    }
  }

  /** These limits. */
  public static Limits of(Collection<Limit> limits) {
    return new Limits(limits);
  }

  /** All of them. */
  public List<Limit> all() {
    return all;
  }

  /** Those of a list of scopes, in the scopes' order. */
  public List<Limit> of(List<String> scopes) {
    List<Limit> found = new ArrayList<>(4);
    for (String scope : scopes) {
      found.addAll(byScope.getOrDefault(scope, List.of()));
    }
    return found;
  }

  /** The amount that bounds one account; absent when it is only counted. */
  public OptionalLong of(Account account) {
    return byScope.getOrDefault(account.scope(), List.of()).stream()
        .filter(limit -> limit.covers(account))
        .mapToLong(Limit::amount)
        .findFirst();
  }
}
