package io.aiarco.asc.route;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import java.util.List;

/**
 * No endpoint can take the call now; each is listed with why not. Nothing was sent. Thread-safe.
 */
public final class NoRouteException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient List<RouteCandidate> candidates;

  /** {@code candidates}: every endpoint looked at. */
  public NoRouteException(ModelName model, List<RouteCandidate> candidates, RetryAdvice advice) {
    super(
        ErrorCode.NO_ROUTE,
        "route: model " + model + " has no endpoint (expected: one of " + candidates + ")",
        advice,
        null);
    this.candidates = List.copyOf(candidates);
  }

  /** Every endpoint looked at, and why it was dropped. */
  public List<RouteCandidate> candidates() {
    return candidates;
  }
}
