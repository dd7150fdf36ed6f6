package io.aiarco.asc.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All limits of a configuration, found by scope. At most one limit per unit, scope, period and
 * number of past periods. What is said for each name of a kind holds for every name of which
 * nothing else is said for the same unit and periods. Immutable.
 */
public final class Limits {
  /** No limits. */
  public static final Limits NONE = new Limits(List.of());

  private final Map<String, List<Limit>> byScope = new HashMap<>();
  private final List<Limit> all;
  private final boolean hasEach;
  private final boolean byEndpoint;

  private Limits(Collection<Limit> limits) {
    this.all = List.copyOf(limits);
    for (Limit limit : all) {
      List<Limit> sameScope = byScope.computeIfAbsent(limit.scope(), scope -> new ArrayList<>());
      for (Limit other : sameScope) {
        if (other.isLike(limit)) {
          throw new IllegalArgumentException(
              "limit "
                  + limit.scope()
                  + " "
                  + limit.unit()
                  + " per "
                  + limit.period()
                  + ": two (expected: one)");
        }
        if (other.unit().equals(limit.unit()) && other.mode() != limit.mode()) {
          throw new IllegalArgumentException(
              "limit "
                  + limit.scope()
                  + " "
                  + limit.unit()
                  + ": two modes (expected: one, since limits may share an account)");
        }
      }
      sameScope.add(limit);
    }
    this.hasEach = byScope.keySet().stream().anyMatch(Scope::isEach);
    this.byEndpoint = byScope.keySet().stream().anyMatch(Scope::isOfEndpoint);
  }

  /** These limits. */
  public static Limits of(Collection<Limit> limits) {
    return new Limits(limits);
  }

  /** All of them. */
  public List<Limit> all() {
    return all;
  }

  /** Whether any is on a provider or a model. */
  public boolean areByEndpoint() {
    return byEndpoint;
  }

  /**
   * For how long an account that has ended may still count, in a rolling limit; zero where none is.
   */
  public Duration longestWindow() {
    return all.stream().map(Limit::window).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Those of a list of scopes, in the scopes' order, each on its own scope. */
  public List<Limit> of(List<String> scopes) {
    List<Limit> found = new ArrayList<>(4);
    for (int i = 0; i < scopes.size(); i++) {
      addOf(scopes.get(i), found);
    }
    return found;
  }

  private void addOf(String scope, List<Limit> found) {
    List<Limit> named = byScope.getOrDefault(scope, List.of());
    found.addAll(named);
    List<Limit> each = hasEach ? byScope.getOrDefault(Scope.eachLike(scope), List.of()) : List.of();
    for (Limit limit : each) {
      if (named.stream().noneMatch(limit::isLike)) {
        found.add(limit.on(scope));
      }
    }
  }

  /**
   * The amount that bounds one account alone; absent when it is only counted, or bound together
   * with others by a rolling limit.
   */
  public OptionalLong of(Account account) {
    return covering(account).stream()
        .filter(limit -> !limit.isRolling())
        .mapToLong(Limit::amount)
        .findFirst();
  }

  /** The limits that bind one account, alone or together with others, each on its own scope. */
  public List<Limit> covering(Account account) {
    List<Limit> covering = new ArrayList<>(2);
    addOf(account.scope(), covering);
    covering.removeIf(limit -> !limit.covers(account));
    return covering;
  }
}
