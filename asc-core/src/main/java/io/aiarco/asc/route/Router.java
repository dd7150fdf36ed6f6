package io.aiarco.asc.route;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.breaker.BreakerState;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.policy.Unsupported;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the endpoints that may serve a request: those in an allowed region, whose breaker is not
 * open, that have not ended, that can do what is asked and, under a money budget, have a price.
 * Where settings may be left out, endpoints that lack some stand behind those that lack none. A
 * pure function of its arguments, so that a decision can be explained and replayed. Thread-safe.
 */
public final class Router {
  /**
   * An input is too long for an endpoint when it would be with this many bytes to a token. The
   * sound bound of {@link UsageBound}, one byte to a token, overstates usual text about fourfold
   * and would refuse what fits; no usual text reaches eight. Between the two the provider judges.
   */
  private static final int BYTES_PER_TOKEN_AT_MOST = 8;

  /** A router. */
  public Router() {}

  /**
   * The plan for a request.
   *
   * @param endpoints the catalog's, in its order
   * @param states how each endpoint's breaker stands
   * @param priced whether a money budget applies, which drops endpoints without a price
   * @param at when, for the price
   * @throws ResidencyException when there are endpoints but none in an allowed region
   * @throws NoRouteException when none is left; it says of each why
   */
  public RoutePlan plan(
      ModelRequest request,
      List<ModelEndpoint> endpoints,
      Constraints constraints,
      Function<EndpointId, BreakerState> states,
      PriceBook prices,
      boolean priced,
      Instant at,
      RoutingStrategy strategy) {
    checkResidency(request, endpoints, constraints);
    TextBytes text = UsageBound.text(request);
    long input = text.bytes();
    long fewest = UsageBound.windowTokens(input, request) / BYTES_PER_TOKEN_AT_MOST;
    List<ModelEndpoint> kept = new ArrayList<>(endpoints.size());
    int whole = 0; // how many of those kept can do all that is asked; they come first
    List<RouteCandidate> dropped = new ArrayList<>();
    Set<EndpointId> trials = new HashSet<>();
    boolean mayCome = false;
    for (ModelEndpoint endpoint : endpoints) {
      BreakerState state = states.apply(endpoint.id());
      Optional<String> objection = objection(request, fewest, endpoint, constraints, at);
      if (objection.isEmpty() && priced && !hasPrice(request, input, endpoint, prices, at)) {
        objection = Optional.of("no price in the price book");
      }
      if (objection.isEmpty() && state == BreakerState.OPEN) {
        mayCome = true;
        objection = Optional.of("breaker open");
      }
      if (objection.isPresent()) {
        dropped.add(new RouteCandidate(endpoint.id(), false, objection.get()));
      } else {
        if (endpoint.capabilities().lacking(request.features()).isEmpty()) {
          kept.add(whole++, endpoint);
        } else {
          kept.add(endpoint);
        }
        if (state == BreakerState.HALF_OPEN) {
          trials.add(endpoint.id());
        }
      }
    }
    if (kept.isEmpty()) {
      throw new NoRouteException(
          request.model(), dropped, mayCome ? RetryAdvice.LATER : RetryAdvice.NEVER);
    }
    List<ModelEndpoint> ordered = ordered(kept, strategy);
    List<RouteCandidate> candidates = new ArrayList<>(endpoints.size());
    for (ModelEndpoint endpoint : ordered) {
      String why = "priority " + (candidates.size() + 1);
      Set<Feature> lacking = endpoint.capabilities().lacking(request.features());
      if (!lacking.isEmpty()) {
        why += ", leaving out " + lacking;
      }
      if (trials.contains(endpoint.id())) {
        why += ", breaker half open";
      }
      candidates.add(new RouteCandidate(endpoint.id(), true, why));
    }
    candidates.addAll(dropped);
    return new RoutePlan(ordered, candidates, input, text.isIllFormed());
  }

  private static void checkResidency(
      ModelRequest request, List<ModelEndpoint> endpoints, Constraints constraints) {
    for (ModelEndpoint endpoint : endpoints) {
      if (constraints.admit(endpoint.id())) {
        return;
      }
    }
    if (!endpoints.isEmpty()) {
      Set<Region> served = new HashSet<>();
      endpoints.forEach(endpoint -> served.add(endpoint.id().region()));
      throw new ResidencyException(request.model().value(), served, constraints.regions());
    }
  }

  /** Why the endpoint will never serve the request; empty when it could. */
  private static Optional<String> objection(
      ModelRequest request,
      long fewest,
      ModelEndpoint endpoint,
      Constraints constraints,
      Instant at) {
    if (!constraints.admit(endpoint.id())) {
      return Optional.of("region " + endpoint.id().region() + " not allowed");
    }
    if (endpoint.lifecycle().isOver(at)) {
      return Optional.of("ended: " + endpoint.lifecycle());
    }
    if (endpoint.capabilities().operation() != request.operation()) {
      return Optional.of(
          "does " + endpoint.capabilities().operation() + ", not " + request.operation());
    }
    Set<Feature> lacking = endpoint.capabilities().lacking(request.features());
    if (!lacking.isEmpty() && !mayLeaveOut(lacking, constraints)) {
      return Optional.of("cannot do " + lacking);
    }
    if (fewest > endpoint.capabilities().maxInputTokens()) {
      return Optional.of(
          "input of "
              + fewest
              + " tokens or more (expected: at most "
              + endpoint.capabilities().maxInputTokens()
              + ")");
    }
    int ceiling = UsageBound.maxOutputTokens(request, endpoint.capabilities());
    if (ceiling < endpoint.capabilities().minOutputTokens()) {
      return Optional.of(
          "output of "
              + ceiling
              + " tokens (expected: at least "
              + endpoint.capabilities().minOutputTokens()
              + ")");
    }
    return Optional.empty();
  }

  private static boolean mayLeaveOut(Set<Feature> lacking, Constraints constraints) {
    return constraints.unsupported() == Unsupported.DROP
        && lacking.stream().allMatch(Feature::isSetting);
  }

  private static boolean hasPrice(
      ModelRequest request, long input, ModelEndpoint endpoint, PriceBook prices, Instant at) {
    Usage worst = UsageBound.of(input, request, endpoint.capabilities());
    return prices.most(endpoint.id(), at, worst).isPresent();
  }

  private static List<ModelEndpoint> ordered(List<ModelEndpoint> kept, RoutingStrategy strategy) {
    if (strategy == RoutingStrategy.PRIORITY) {
      return kept;
    }
    List<ModelEndpoint> ordered = strategy.order(List.copyOf(kept));
    if (ordered.size() != kept.size() || !new HashSet<>(ordered).equals(new HashSet<>(kept))) {
      throw new IllegalStateException(
          "strategy: gave "
              + ordered.size()
              + " endpoints (expected: the "
              + kept.size()
              + " it was given, in any order)");
    }
    return ordered;
  }
}
