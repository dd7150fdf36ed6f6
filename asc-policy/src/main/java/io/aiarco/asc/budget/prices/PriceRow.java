package io.aiarco.asc.budget.prices;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The price of some models: where and when it is in force, rates by length of input, and what terms
 * multiply them. Immutable.
 */
public final class PriceRow {
  private final ModelPattern model;
  private final @Nullable ProviderId provider;
  private final @Nullable Region region;
  private final String serviceTier;
  private final @Nullable Instant from;
  private final @Nullable Instant until;
  private final List<Tier> tiers;
  private final long perRequestNanos;
  private final Map<String, Multiplier> serviceTiers;
  private final Map<String, Multiplier> geographies;
  private final Set<String> pricedTiers;

  /**
   * Rates of requests with more than {@code aboveInputTokens} tokens of input. They price the whole
   * request, not the excess: that is how providers publish long-context prices.
   */
  public record Tier(long aboveInputTokens, Rates rates) {}

  private PriceRow(Builder builder) {
    this.model = builder.model;
    this.provider = builder.provider;
    this.region = builder.region;
    this.serviceTier = builder.serviceTier;
    this.from = builder.from;
    this.until = builder.until;
    this.tiers = List.copyOf(builder.tiers);
    this.perRequestNanos = builder.perRequestNanos;
    this.serviceTiers = Map.copyOf(builder.serviceTiers);
    this.geographies = Map.copyOf(builder.geographies);
    Set<String> priced = new HashSet<>(serviceTiers.keySet());
    priced.add(serviceTier);
    this.pricedTiers = Set.copyOf(priced);
  }

  /** One price for any length of input, at any provider, for ever, on any terms but a tier. */
  public static PriceRow of(ModelPattern model, Rates rates) {
    return builder(model, rates).build();
  }

  /** A builder for the price of {@code model}, {@code rates} from zero tokens of input on. */
  public static Builder builder(ModelPattern model, Rates rates) {
    return new Builder(model, rates);
  }

  /** The provider's names of the models. */
  public ModelPattern model() {
    return model;
  }

  /** The one configured provider it is for; absent for any. */
  public Optional<ProviderId> provider() {
    return Optional.ofNullable(provider);
  }

  /** The one region it is for; absent for any. */
  public Optional<Region> region() {
    return Optional.ofNullable(region);
  }

  /** The service tier its rates are for. */
  public String serviceTier() {
    return serviceTier;
  }

  /** When it comes into force; absent for always. */
  public Optional<Instant> from() {
    return Optional.ofNullable(from);
  }

  /** The first instant it is no longer in force; absent for never. */
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** Rates by length of input, the first from zero, ascending. */
  public List<Tier> tiers() {
    return tiers;
  }

  /** What each request costs besides its tokens, in nanos. */
  public long perRequestNanos() {
    return perRequestNanos;
  }

  /** What the rates are multiplied by on another service tier. */
  public Map<String, Multiplier> serviceTiers() {
    return serviceTiers;
  }

  /** What the rates are multiplied by where inference is confined to a geography. */
  public Map<String, Multiplier> geographies() {
    return geographies;
  }

  boolean isDefaultTier() {
    return serviceTier.equals(Terms.DEFAULT_TIER);
  }

  boolean appliesTo(EndpointId endpoint, Instant at) {
    return model.matches(endpoint.model())
        && (provider == null || provider.equals(endpoint.provider()))
        && (region == null || region.equals(endpoint.region()))
        && (from == null || !at.isBefore(from))
        && (until == null || at.isBefore(until));
  }

  /** Whether it says what {@code tier} costs. */
  boolean isPriced(String tier) {
    return pricedTiers.contains(tier);
  }

  /** Every tier it says the price of. */
  Set<String> pricedTiers() {
    return pricedTiers;
  }

  /** The price on the terms of {@code usage}, whose tier must be priced. */
  Optional<Money> price(Usage usage, Currency currency) {
    long input = usage.inputTokens();
    Rates rates = tiers.get(0).rates();
    for (Tier tier : tiers) {
      if (input > tier.aboveInputTokens()) {
        rates = tier.rates();
      }
    }
    Multiplier times = multiplier(usage.terms());
    return withPerRequest(rates.price(usage, times, currency), times, currency);
  }

  /**
   * The most that usage within {@code bound} costs on one service tier, wherever it is worked on.
   */
  Optional<Money> most(Usage bound, String tier, Currency currency) {
    Optional<Money> most = most(bound, new Terms(tier, null), currency);
    for (String geography : geographies.keySet()) {
      most = greater(most, most(bound, new Terms(tier, geography), currency));
    }
    return most;
  }

  private Optional<Money> most(Usage bound, Terms terms, Currency currency) {
    Multiplier times = multiplier(terms);
    Optional<Money> most = tiers.get(0).rates().most(bound, times, currency);
    for (Tier tier : tiers) {
      if (bound.inputTokens() > tier.aboveInputTokens()) {
        most = greater(most, tier.rates().most(bound, times, currency));
      }
    }
    return withPerRequest(most, times, currency);
  }

  private static Optional<Money> greater(Optional<Money> one, Optional<Money> other) {
    return one.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : one.get().compareTo(other.get()) >= 0 ? one : other;
  }

  private Optional<Money> withPerRequest(Optional<Money> sum, Multiplier times, Currency currency) {
    return perRequestNanos == 0
        ? sum
        : sum.map(
            tokens ->
                tokens.plus(
                    Money.ofTokens(
                        times.numerator(), perRequestNanos, times.denominator(), currency)));
  }

  private Multiplier multiplier(Terms terms) {
    Multiplier tier =
        serviceTier.equals(terms.serviceTier())
            ? Multiplier.ONE
            : serviceTiers.getOrDefault(terms.serviceTier(), Multiplier.ONE);
    String geography = terms.geography();
    return geography == null
        ? tier
        : tier.times(geographies.getOrDefault(geography, Multiplier.ONE));
  }

  @Override
  public String toString() {
    return key();
  }

  /** What tells a row from the others of its book: models, provider, region, tier, dates. */
  String key() {
    return model
        + (provider == null ? "" : " of " + provider)
        + (region == null ? "" : " in " + region)
        + (isDefaultTier() ? "" : ", tier " + serviceTier)
        + (from == null ? "" : ", from " + from)
        + (until == null ? "" : ", until " + until);
  }

  /** Collects what a row says. Single-thread. */
  public static final class Builder {
    private final ModelPattern model;
    private final List<Tier> tiers = new ArrayList<>(2);
    private final Map<String, Multiplier> serviceTiers = new TreeMap<>();
    private final Map<String, Multiplier> geographies = new TreeMap<>();
    private @Nullable ProviderId provider;
    private @Nullable Region region;
    private String serviceTier = Terms.DEFAULT_TIER;
    private @Nullable Instant from;
    private @Nullable Instant until;
    private long perRequestNanos;

    private Builder(ModelPattern model, Rates rates) {
      this.model = model;
      this.tiers.add(new Tier(0, rates));
    }

    /** For one configured provider only. */
    public Builder provider(@Nullable ProviderId provider) {
      this.provider = provider;
      return this;
    }

    /** For endpoints of one region only. */
    public Builder region(@Nullable Region region) {
      this.region = region;
      return this;
    }

    /** The rates are those of one service tier. */
    public Builder serviceTier(String serviceTier) {
      this.serviceTier = new Terms(serviceTier, null).serviceTier();
      return this;
    }

    /** In force from an instant on. */
    public Builder from(@Nullable Instant from) {
      this.from = from;
      return this;
    }

    /** In force before an instant only. */
    public Builder until(@Nullable Instant until) {
      this.until = until;
      return this;
    }

    /** Other rates for requests with more tokens of input; ascending. */
    public Builder above(long inputTokens, Rates rates) {
      if (inputTokens <= tiers.get(tiers.size() - 1).aboveInputTokens()) {
        throw new IllegalArgumentException(
            "price of " + model + ": tier above " + inputTokens + " (expected: tiers ascending)");
      }
      tiers.add(new Tier(inputTokens, rates));
      return this;
    }

    /** Each request costs this besides its tokens. */
    public Builder perRequestNanos(long nanos) {
      this.perRequestNanos = Rates.requireSane("per_request", nanos);
      return this;
    }

    /** On another service tier the rates are multiplied. */
    public Builder onServiceTier(String tier, Multiplier times) {
      serviceTiers.put(new Terms(tier, null).serviceTier(), times);
      return this;
    }

    /** Where inference is confined to a geography the rates are multiplied. */
    public Builder inGeography(String geography, Multiplier times) {
      new Terms(Terms.DEFAULT_TIER, geography); // a name
      geographies.put(geography, times);
      return this;
    }

    /**
     * The row.
     *
     * @throws IllegalArgumentException when it is never in force, or a price times its multipliers
     *     is beyond what a price may be
     */
    public PriceRow build() {
      if (from != null && until != null && !from.isBefore(until)) {
        throw new IllegalArgumentException(
            "price of " + model + ": until " + until + " (expected: after " + from + ")");
      }
      if (serviceTiers.containsKey(serviceTier)) {
        throw new IllegalArgumentException(
            "price of "
                + model
                + ": multiplier of "
                + serviceTier
                + " (expected: of other tiers than the row's own)");
      }
      List<Multiplier> where = new ArrayList<>(geographies.values());
      where.add(Multiplier.ONE);
      List<Multiplier> tier = new ArrayList<>(serviceTiers.values());
      tier.add(Multiplier.ONE);
      for (Multiplier one : tier) {
        for (Multiplier other : where) {
          Multiplier times = one.times(other);
          tiers.forEach(each -> each.rates().requireFits(times));
          Rates.requireFits("per_request", perRequestNanos, times);
        }
      }
      return new PriceRow(this);
    }
  }
}
