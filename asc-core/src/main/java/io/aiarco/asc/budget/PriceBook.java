package io.aiarco.asc.budget;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.Optional;

/** What models cost. A missing price is not zero. Implementations are immutable and do no I/O. */
public interface PriceBook {
  /** The currency of all its prices. */
  Currency currency();

  /** Hex SHA-256 of its content. */
  String sha256();

  /**
   * The price of {@code usage} at an endpoint and time; absent when the book has none for the
   * model.
   */
  Optional<Money> price(EndpointId endpoint, Instant at, Usage usage);
}
