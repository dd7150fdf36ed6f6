package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.rules.Narrowing;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses downgrades that would never happen: to a model that is unknown, not granted, not in an
 * allowed region, or not cheaper than any other it could stand in for. A call is downgraded at most
 * once, so none can go round in a circle.
 *
 * @param granted what each may use: the tenant, and the team where it is a team's budget
 */
record DowngradeCheck(
    ModelSection models,
    List<List<ModelPattern>> granted,
    Set<Region> regions,
    PriceTable prices,
    Instant now) {
  /** Models are compared by a thousand tokens in and a thousand out. */
  private static final Usage SAMPLE = Usage.of(1_000, 1_000, UsageSource.ESTIMATED);

  /** The same for a team's budget. */
  DowngradeCheck within(Narrowing team) {
    List<List<ModelPattern>> both = new ArrayList<>(granted);
    if (team.models() != null) {
      both.add(team.models());
    }
    return new DowngradeCheck(
        models, both, team.regions() == null ? regions : team.regions(), prices, now);
  }

  void all(List<SoftSection.Downgrade> downgrades) {
    downgrades.forEach(this::check);
  }

  private void check(SoftSection.Downgrade downgrade) {
    ModelName to = downgrade.to();
    List<String> known =
        models.names().stream().filter(name -> isGranted(new ModelName(name))).toList();
    if (!known.contains(to.value())) {
      downgrade.written().refuse(Names.oneOf("a granted model", known), known);
      return;
    }
    List<ModelEndpoint> endpoints = resident(to);
    if (endpoints.isEmpty()) {
      downgrade.written().refuse("a model with a target in " + regions);
      return;
    }
    Operation operation = endpoints.get(0).capabilities().operation();
    long price = price(endpoints).orElse(0L); // one without is refused elsewhere
    boolean saves =
        known.stream()
            .map(name -> resident(new ModelName(name)))
            .filter(its -> !its.isEmpty() && its.get(0).capabilities().operation() == operation)
            .anyMatch(its -> price(its).orElse(0L) > price);
    if (downgrade.before() != null && price(resident(downgrade.before())).orElse(0L) <= price) {
      downgrade
          .written()
          .refuse("a model that costs less than " + downgrade.before() + ", the step before's");
    } else if (!saves) {
      downgrade
          .written()
          .refuse("a model that costs less than another granted one of its kind, " + operation);
    }
  }

  private boolean isGranted(ModelName model) {
    return granted.stream()
        .allMatch(patterns -> patterns.stream().anyMatch(pattern -> pattern.matches(model)));
  }

  private List<ModelEndpoint> resident(ModelName model) {
    return models.catalog().endpoints(model).stream()
        .filter(endpoint -> regions.contains(endpoint.id().region()))
        .toList();
  }

  /** What the dearest of them takes; absent when one has no price. */
  private Optional<Long> price(List<ModelEndpoint> endpoints) {
    long most = 0;
    for (ModelEndpoint endpoint : endpoints) {
      Optional<Money> price = prices.most(endpoint.id(), now, SAMPLE);
      if (price.isEmpty()) {
        return Optional.empty();
      }
      most = Math.max(most, price.get().nanos());
    }
    return Optional.of(most);
  }
}
