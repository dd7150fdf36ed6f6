package io.aiarco.asc.breaker;

import io.aiarco.asc.call.EndpointId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One endpoint's breaker on Resilience4j, used by hand because a stream's permit lives from its
 * request to its last byte. Thread-safe.
 */
final class EndpointBreaker {
  private final EndpointId endpoint;
  private final Clock clock;
  private final Duration openFor;
  private final StateListener listener;
  private final CircuitBreaker breaker;
  private volatile Instant openUntil = Instant.MIN;

  EndpointBreaker(EndpointId endpoint, BreakerConfig config, Clock clock, StateListener listener) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.openFor = config.openFor();
    this.listener = listener;
    this.breaker = CircuitBreaker.of(endpoint.toString(), resilience4j(config, clock));
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  /** The failure Resilience4j wants to see, which does not care what it was: no stack trace. */
  private static final class EndpointFailed extends Exception {
    private static final long serialVersionUID = 1L;

    EndpointFailed() {
      super("endpoint failed", null, false, false);
    }
  }

  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  void success(Duration took) {
    breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
  }

  void failure(Duration took) {
    breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, new EndpointFailed());
  }

  void release() {
    breaker.releasePermission();
  }

  /**
   * An open breaker whose time is up is half open to a router: Resilience4j itself only changes
   * when somebody asks for a permit, and nobody would ask for one of an open breaker.
   */
  BreakerState state() {
    BreakerState state = state(breaker.getState());
    return state == BreakerState.OPEN && clock.instant().isAfter(openUntil)
        ? BreakerState.HALF_OPEN
        : state;
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    BreakerState from = state(event.getStateTransition().getFromState());
    BreakerState to = state(event.getStateTransition().getToState());
    if (to == BreakerState.OPEN) {
      openUntil = clock.instant().plus(openFor);
    }
    listener.changed(endpoint, from, to);
  }

  private static BreakerState state(CircuitBreaker.State state) {
    return switch (state) {
      case OPEN, FORCED_OPEN -> BreakerState.OPEN;
      case HALF_OPEN -> BreakerState.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
    };
  }

  private static CircuitBreakerConfig resilience4j(BreakerConfig config, Clock clock) {
    return CircuitBreakerConfig.custom()
        .clock(clock)
        .failureRateThreshold(config.failurePercent())
        .slidingWindow(
            config.window(),
            (config.window() + 1) / 2,
            CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .waitDurationInOpenState(config.openFor())
        .permittedNumberOfCallsInHalfOpenState(config.trials())
        // A long answer is no failure: models may think for minutes.
        .slowCallDurationThreshold(Duration.ofDays(365))
        .build();
  }
}
