package io.aiarco.asc.breaker;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps calls away from endpoints that fail, and bounds the calls in flight at each provider. Never
 * waits. Endpoints come from configuration, so their number is bounded. Thread-safe.
 */
public final class CircuitBreakers {
  private final BreakerConfig config;
  private final Clock clock;
  private final Map<EndpointId, EndpointBreaker> breakers = new ConcurrentHashMap<>();
  private final Map<ProviderId, Semaphore> bulkheads = new ConcurrentHashMap<>();
  private final List<StateListener> listeners = new CopyOnWriteArrayList<>();

  private CircuitBreakers(BreakerConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Breakers that are all closed; {@code clock} tells how long one has been open. */
  public static CircuitBreakers create(BreakerConfig config, Clock clock) {
    return new CircuitBreakers(config, clock);
  }

  /** The right to make one attempt; empty when the endpoint is out or its provider is full. */
  public Optional<BreakerPermit> tryAcquire(EndpointId endpoint) {
    Semaphore bulkhead =
        bulkheads.computeIfAbsent(
            endpoint.provider(), id -> new Semaphore(config.parallelPerProvider()));
    // The bulkhead first: asking an open breaker may begin its trial.
    if (!bulkhead.tryAcquire()) {
      return Optional.empty();
    }
    EndpointBreaker breaker = breaker(endpoint);
    if (!breaker.tryAcquire()) {
      bulkhead.release();
      return Optional.empty();
    }
    return Optional.of(new Permit(breaker, bulkhead));
  }

  /** How an endpoint stands; closed when nobody has tried it yet. */
  public BreakerState state(EndpointId endpoint) {
    EndpointBreaker breaker = breakers.get(endpoint);
    return breaker == null ? BreakerState.CLOSED : breaker.state();
  }

  /** Tells {@code listener} of every change from now on. */
  public void onStateChange(StateListener listener) {
    listeners.add(listener);
  }

  private EndpointBreaker breaker(EndpointId endpoint) {
    EndpointBreaker known = breakers.get(endpoint);
    return known != null
        ? known
        : breakers.computeIfAbsent(
            endpoint, id -> new EndpointBreaker(id, config, clock, this::changed));
  }

  private void changed(EndpointId endpoint, BreakerState from, BreakerState to) {
    listeners.forEach(listener -> listener.changed(endpoint, from, to));
  }

  private static final class Permit implements BreakerPermit {
    private final EndpointBreaker breaker;
    private final Semaphore bulkhead;
    private final AtomicBoolean ended = new AtomicBoolean();

    Permit(EndpointBreaker breaker, Semaphore bulkhead) {
      this.breaker = breaker;
      this.bulkhead = bulkhead;
    }

    @Override
    public void success(Duration took) {
      if (end()) {
        breaker.success(took);
      }
    }

    @Override
    public void failure(Duration took) {
      if (end()) {
        breaker.failure(took);
      }
    }

    @Override
    public void release() {
      if (end()) {
        breaker.release();
      }
    }

    private boolean end() {
      if (!ended.compareAndSet(false, true)) {
        return false;
      }
      bulkhead.release();
      return true;
    }
  }
}
