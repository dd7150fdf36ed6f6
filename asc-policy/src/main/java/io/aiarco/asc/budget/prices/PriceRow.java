package io.aiarco.asc.budget.prices;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The price of some models. Immutable.
 *
 * @param provider the one configured provider it is for; null for any
 * @param model the provider's names of the models
 * @param from when it comes into force; null for always
 * @param tiers rates by length of input, the first from zero, ascending
 */
public record PriceRow(
    @Nullable ProviderId provider, ModelPattern model, @Nullable Instant from, List<Tier> tiers) {
  /**
   * Rates of requests with more than {@code aboveInputTokens} tokens of input. They price the whole
   * request, not the excess: that is how providers publish long-context prices.
   */
  public record Tier(long aboveInputTokens, Rates rates) {}

  public PriceRow {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || tiers.get(0).aboveInputTokens() != 0) {
      throw new IllegalArgumentException(
          "price of " + model + ": no rates from zero tokens on (expected: them first)");
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).aboveInputTokens() <= tiers.get(i - 1).aboveInputTokens()) {
        throw new IllegalArgumentException(
            "price of "
                + model
                + ": tier above "
                + tiers.get(i).aboveInputTokens()
                + " (expected: tiers ascending)");
      }
    }
  }

  /** One price for any length of input, at any provider, for ever. */
  public static PriceRow of(ModelPattern model, Rates rates) {
    return new PriceRow(null, model, null, List.of(new Tier(0, rates)));
  }

  boolean appliesTo(EndpointId endpoint, Instant at) {
    return (provider == null || provider.equals(endpoint.provider()))
        && model.matches(endpoint.model())
        && (from == null || !at.isBefore(from));
  }

  Rates ratesFor(Usage usage) {
    long inputTokens = usage.inputTokens();
    Rates rates = tiers.get(0).rates();
    for (Tier tier : tiers) {
      if (tier.aboveInputTokens() == 0 || inputTokens > tier.aboveInputTokens()) {
        rates = tier.rates();
      }
    }
    return rates;
  }
}
