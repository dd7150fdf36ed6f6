package io.aiarco.asc.budget;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.Optional;

/** What models cost. A missing price is not zero. Implementations are immutable and do no I/O. */
public interface PriceBook {
  /** The book that prices a tenant's calls: this one, unless the tenant has one of its own. */
  default PriceBook of(TenantId tenant) {
    return this;
  }

  /** The currency of all its prices. */
  Currency currency();

  /** Hex SHA-256 of its content. */
  String sha256();

  /**
   * The price of {@code usage} at an endpoint and time, on the terms it was served on; absent when
   * the book has none for the model, a token class or the service tier.
   */
  Optional<Money> price(EndpointId endpoint, Instant at, Usage usage);

  /**
   * The most that usage within {@code bound} can cost, on whatever terms it is served: no {@link
   * #price} of such usage is above it. Within a bound is what has at most its tokens of
   *
   * <ul>
   *   <li>input afresh or from a cache together, under {@code input}
   *   <li>the same and written to any cache, under {@code cache_write_1h}
   *   <li>audio heard, or counted as input, under {@code audio_input}
   *   <li>output and reasoning together, under {@code output}
   * </ul>
   *
   * <p>Absent when the book has no price for the model or a class of the bound.
   */
  Optional<Money> most(EndpointId endpoint, Instant at, Usage bound);
}
