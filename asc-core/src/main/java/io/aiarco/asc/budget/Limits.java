package io.aiarco.asc.budget;

import io.aiarco.asc.call.Criticality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All limits of a configuration, found by scope. At most one limit per unit, scope, period and
 * number of past periods. What is said for each name of a kind holds for every name of which
 * nothing else is said for the same unit and periods. Immutable.
 */
public final class Limits {
  /** No limits. */
  public static final Limits NONE = new Limits(List.of(), List.of());

  private final Map<String, List<Limit>> byScope = new HashMap<>();
  private final List<Limit> all;
  private final List<Overdraft> overdrafts;
  private final boolean hasEach;
  private final boolean byEndpoint;

  private Limits(Collection<Limit> limits, Collection<Overdraft> overdrafts) {
    List<Limit> both = new ArrayList<>(limits);
    overdrafts.forEach(overdraft -> both.add(overdraft.limit()));
    this.all = List.copyOf(both);
    this.overdrafts = List.copyOf(overdrafts);
    for (Limit limit : withThrottles(all)) {
      List<Limit> sameScope = byScope.computeIfAbsent(limit.scope(), scope -> new ArrayList<>());
      for (Limit other : sameScope) {
        if (other.isLike(limit)) {
          throw twice(limit);
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

  /** Those given, and the limits that their throttles are, equal ones once. */
  public static Set<Limit> withThrottles(List<Limit> given) {
    Set<Limit> limits = new LinkedHashSet<>();
    for (Limit limit : given) {
      if (!limits.add(limit)) {
        throw twice(limit);
      }
      for (Threshold threshold : limit.enforcement().thresholds()) {
        if (threshold.action() instanceof SoftAction.Throttle throttle) {
          limits.add(limit.slowed(throttle));
        }
      }
    }
    return limits;
  }

  private static IllegalArgumentException twice(Limit limit) {
    return new IllegalArgumentException(
        "limit "
            + limit.scope()
            + " "
            + limit.unit()
            + " per "
            + limit.period()
            + ": two (expected: one)");
  }

  /** These limits. */
  public static Limits of(Collection<Limit> limits) {
    return new Limits(limits, List.of());
  }

  /** These too, with their limits. */
  public Limits with(Collection<Overdraft> more) {
    return new Limits(all, more);
  }

  /**
   * What calls of {@code criticality} may draw on at {@code at} where a scope's money is used up.
   */
  public Optional<Overdraft> overdraft(String scope, Criticality criticality, Instant at) {
    for (Overdraft overdraft : overdrafts) {
      if (overdraft.scope().equals(scope)
          && overdraft.criticality().equals(criticality)
          && at.isBefore(overdraft.expires())) {
        return Optional.of(overdraft);
      }
    }
    return Optional.empty();
  }

  /** All overdrafts. */
  public List<Overdraft> overdrafts() {
    return overdrafts;
  }

  /** All limits that were given, those of overdrafts too. */
  public List<Limit> all() {
    return all;
  }

  /**
   * All that were given; those for each name of a kind once for each that has an account.
   *
   * @param accounts asked only where names matter
   */
  public List<Limit> named(Supplier<Set<Account>> accounts) {
    if (!hasEach) {
      return all;
    }
    List<Limit> found = new ArrayList<>();
    accounts.get().forEach(account -> addOf(account.scope(), found));
    Set<Limit> named = new LinkedHashSet<>();
    all.stream().filter(limit -> !Scope.isEach(limit.scope())).forEach(named::add);
    named.addAll(found);
    return List.copyOf(named);
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

  /** The hard limits that bind one account, alone or with others, each on its own scope. */
  public List<Limit> covering(Account account) {
    List<Limit> covering = new ArrayList<>(2);
    addOf(account.scope(), covering);
    covering.removeIf(limit -> !limit.enforcement().hard() || !limit.covers(account));
    return covering;
  }
}
