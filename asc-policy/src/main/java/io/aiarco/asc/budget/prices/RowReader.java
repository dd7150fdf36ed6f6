package io.aiarco.asc.budget.prices;

import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one row of a {@link PriceFile}, whose fields come in any order. Single-thread. */
final class RowReader {
  private static final String KEYS =
      "from, model, multipliers, per_request, provider, rates, region, service_tier, tiers or until";

  private final PriceJson json;
  private final List<PriceRow.Tier> tiers = new ArrayList<>();
  private final Map<String, Multiplier> serviceTiers = new TreeMap<>();
  private final Map<String, Multiplier> geographies = new TreeMap<>();
  private @Nullable ModelPattern model;
  private @Nullable ProviderId provider;
  private @Nullable Region region;
  private @Nullable Rates rates;
  private @Nullable Instant from;
  private @Nullable Instant until;
  private String serviceTier = Terms.DEFAULT_TIER;
  private long perRequestNanos;

  private RowReader(PriceJson json) {
    this.json = json;
  }

  /** The row whose object has begun. */
  static PriceRow read(PriceJson json) throws IOException {
    RowReader row = new RowReader(json);
    json.members(row::member);
    return row.row();
  }

  private void member(String key) throws IOException {
    switch (key) {
      case "from" -> from = json.time();
      case "model" -> model = json.as(ModelPattern::new);
      case "multipliers" -> json.object(this::multipliers);
      case "per_request" -> perRequestNanos = nanos();
      case "provider" -> provider = json.as(ProviderId::new);
      case "rates" -> rates = rates();
      case "region" -> region = json.as(Region::new);
      case "service_tier" -> serviceTier = json.string();
      case "tiers" -> json.objects(this::tier);
      case "until" -> until = json.time();
      default -> throw json.bad("key " + key, KEYS);
    }
  }

  private PriceRow row() {
    if (model == null || rates == null) {
      throw json.bad("row without " + (model == null ? "model" : "rates"), "one");
    }
    PriceRow.Builder row = PriceRow.builder(model, rates);
    return json.placed(
        () -> {
          row.provider(provider).region(region).serviceTier(serviceTier).from(from).until(until);
          tiers.forEach(tier -> row.above(tier.aboveInputTokens(), tier.rates()));
          serviceTiers.forEach(row::onServiceTier);
          geographies.forEach(row::inGeography);
          return row.perRequestNanos(perRequestNanos).build();
        });
  }

  private void multipliers(String key) throws IOException {
    Map<String, Multiplier> by =
        switch (key) {
          case "geographies" -> geographies;
          case "service_tiers" -> serviceTiers;
          default -> throw json.bad("key " + key, "geographies or service_tiers");
        };
    json.object(name -> by.put(name, json.as(Multiplier::of)));
  }

  private void tier() throws IOException {
    Tier tier = new Tier();
    json.members(
        key -> {
          switch (key) {
            case "above_input_tokens" -> tier.above = json.wholeNumber();
            case "rates" -> tier.rates = rates();
            default -> throw json.bad("key " + key, "above_input_tokens or rates");
          }
        });
    if (tier.above < 1 || tier.rates == null) {
      throw json.bad("tier", "above_input_tokens of at least 1, and rates");
    }
    tiers.add(new PriceRow.Tier(tier.above, tier.rates));
  }

  /** A tier while it is read. */
  private static final class Tier {
    long above;
    @Nullable Rates rates;
  }

  private Rates rates() throws IOException {
    Map<TokenClass, Long> perMillion = new EnumMap<>(TokenClass.class);
    json.object(key -> perMillion.put(tokenClass(key), nanos()));
    return json.placed(() -> Rates.of(perMillion));
  }

  private long nanos() throws IOException {
    return json.as(decimal -> Money.of(decimal, Currency.USD).nanos());
  }

  private TokenClass tokenClass(String key) {
    for (TokenClass tokenClass : TokenClass.values()) {
      if (tokenClass.key().equals(key)) {
        return tokenClass;
      }
    }
    throw json.bad("key " + key, "a token class such as input, cache_read or output");
  }
}
