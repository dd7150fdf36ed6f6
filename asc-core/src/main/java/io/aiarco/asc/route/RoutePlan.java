package io.aiarco.asc.route;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.provider.ModelEndpoint;
import java.util.List;

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
}
