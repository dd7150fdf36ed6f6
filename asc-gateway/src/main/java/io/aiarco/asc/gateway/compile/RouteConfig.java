package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.provider.Timeouts;
import io.aiarco.asc.route.FailoverRules;

/**
 * How long calls may take, and what moves one to the next target. Immutable.
 *
 * @param timeouts of an attempt and of a call
 */
public record RouteConfig(Timeouts timeouts, FailoverRules failover) {
  /** The usual timeouts, the usual rules. */
  public static final RouteConfig STANDARD =
      new RouteConfig(Timeouts.STANDARD, FailoverRules.STANDARD);
}
