package io.aiarco.asc.route;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.provider.ModelEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a call may go, best first.
 *
 * @param endpoints at least one
 * @param candidates every endpoint looked at, those of the plan first
 * @param inputTokens the most tokens the request's input can have; see {@link UsageBound}
 * @param illFormed whether the request's text holds half a character, which no endpoint takes.
 *     Immutable.
 */
public record RoutePlan(
    List<ModelEndpoint> endpoints,
    List<RouteCandidate> candidates,
    long inputTokens,
    boolean illFormed) {
  public RoutePlan {
    endpoints = List.copyOf(endpoints);
    candidates = List.copyOf(candidates);
  }

  /**
   * This plan without some of its endpoints, which are said to be dropped; empty when it has no
   * others.
   *
   * @param why in a few words
   */
  public Optional<RoutePlan> without(Set<EndpointId> dropped, String why) {
    List<ModelEndpoint> left =
        endpoints.stream().filter(endpoint -> !dropped.contains(endpoint.id())).toList();
    List<RouteCandidate> known =
        candidates.stream()
            .map(
                candidate ->
                    candidate.kept() && dropped.contains(candidate.endpoint())
                        ? new RouteCandidate(candidate.endpoint(), false, why)
                        : candidate)
            .toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new RoutePlan(left, known, inputTokens, illFormed));
  }
}
