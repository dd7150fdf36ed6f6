package io.aiarco.asc.breaker;

import io.aiarco.asc.call.EndpointId;

/**
 * Hears when an endpoint's breaker changes its state, on the thread of the call that changed it, so
 * it must be quick and must not throw. Implementations are thread-safe.
 */
@FunctionalInterface
public interface StateListener {
  /** {@code endpoint} went from one state to another. */
  void changed(EndpointId endpoint, BreakerState from, BreakerState to);
}
