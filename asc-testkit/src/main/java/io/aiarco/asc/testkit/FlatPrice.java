package io.aiarco.asc.testkit;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * Every token of every class costs the same, so that a test can reckon in its head. Immutable.
 *
 * @param nanosPerToken at least 0
 */
public record FlatPrice(Currency currency, long nanosPerToken) implements PriceBook {
  @Override
  public String sha256() {
    return "f".repeat(64);
  }

  @Override
  public Optional<Money> price(EndpointId endpoint, Instant at, Usage usage) {
    return Optional.of(new Money(Math.multiplyExact(usage.totalTokens(), nanosPerToken), currency));
  }

  @Override
  public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
    return price(endpoint, at, bound);
  }
}
