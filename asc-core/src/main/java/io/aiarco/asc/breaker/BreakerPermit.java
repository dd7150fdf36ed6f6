package io.aiarco.asc.breaker;

import java.time.Duration;

/**
 * The right to make one attempt at an endpoint. Exactly the first of its methods counts; later ones
 * do nothing, so that ends may race. Thread-safe.
 */
public interface BreakerPermit {
  /** The endpoint worked. */
  void success(Duration took);

  /** The endpoint failed. */
  void failure(Duration took);

  /**
   * The attempt says nothing about the endpoint: cancelled, refused by the provider's rules, or
   * never sent.
   */
  void release();
}
