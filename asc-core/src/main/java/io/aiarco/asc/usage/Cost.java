package io.aiarco.asc.usage;

import io.aiarco.asc.money.Money;

/**
 * What usage costs.
 *
 * @param amount the price, each token class rounded up to a nano
 * @param source how far the usage behind it can be trusted
 * @param priceBook hex SHA-256 of the price book that was applied. Immutable.
 */
public record Cost(Money amount, UsageSource source, String priceBook) {
  /** Both together; the weaker source of the two, and the other's price book. */
  public Cost plus(Cost other) {
    UsageSource weaker = source.compareTo(other.source) >= 0 ? source : other.source;
    return new Cost(amount.plus(other.amount), weaker, other.priceBook);
  }
}
