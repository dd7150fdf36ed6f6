package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.prices.PriceRow;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.budget.prices.Rates;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles lists of prices, the operator's own and a tenant's. Immutable. */
final class PriceRows {
  static final String PRICES = "a list of prices, each {model, input, output}";
  private static final String MODEL = "a provider's model, such as gpt-5 or llama-*";
  private static final String DATE = "a date such as 2026-12-01";

  private final Set<String> providers;

  /** {@code providers}: all names a price may be limited to. */
  PriceRows(Set<String> providers) {
    this.providers = providers;
  }

  /** {@code book} with the rows of {@code list} before it, in its currency. */
  PriceTable before(PriceTable book, YamlValue list) {
    List<PriceRow> rows = new ArrayList<>();
    for (YamlValue item : list.list(PRICES)) {
      YamlMap map = item.map(PRICES);
      PriceRow row = map == null ? null : row(map, item, book.currency());
      if (row != null) {
        rows.add(row);
      }
    }
    try {
      return book.with(rows);
    } catch (IllegalArgumentException e) {
      Spelling.refuse(list, e);
      return book;
    }
  }

  private @Nullable PriceRow row(YamlMap map, YamlValue item, Currency currency) {
    ModelPattern model = read(map.require("model", MODEL), ModelPattern::new, MODEL);
    ProviderId provider = provider(map.get("provider"));
    Region region = read(map.get("region"), Region::new, "a region of a provider");
    String tier =
        read(
            map.get("service-tier"),
            text -> new Terms(text, null).serviceTier(),
            "a service tier such as priority");
    Instant from = read(map.get("from"), Spelling::date, DATE);
    Instant until = read(map.get("until"), Spelling::date, DATE);
    Long perRequest = rate(map.get("per-request"), currency + " for each request", currency);
    Map<TokenClass, Long> perMillion = rates(map, currency);
    map.done();
    if (model == null
        || !perMillion.containsKey(TokenClass.INPUT)
        || !perMillion.containsKey(TokenClass.OUTPUT)) {
      return null;
    }
    try {
      return PriceRow.builder(model, Rates.of(perMillion))
          .provider(provider)
          .region(region)
          .serviceTier(tier == null ? Terms.DEFAULT_TIER : tier)
          .from(from)
          .until(until)
          .perRequestNanos(perRequest == null ? 0 : perRequest)
          .build();
    } catch (IllegalArgumentException e) {
      Spelling.refuse(item, e);
      return null;
    }
  }

  private @Nullable ProviderId provider(@Nullable YamlValue value) {
    String expected = Names.oneOf("a provider", providers);
    String name = value == null ? null : value.oneOf(providers, expected);
    return name == null || !Names.isName(name) ? null : new ProviderId(name);
  }

  private static Map<TokenClass, Long> rates(YamlMap map, Currency currency) {
    String expected = currency + " per million tokens, such as 1.25";
    Map<TokenClass, Long> perMillion = new EnumMap<>(TokenClass.class);
    for (TokenClass tokenClass : TokenClass.values()) {
      boolean required = tokenClass == TokenClass.INPUT || tokenClass == TokenClass.OUTPUT;
      String key = tokenClass.key();
      Long nanos = rate(required ? map.require(key, expected) : map.get(key), expected, currency);
      if (nanos != null) {
        perMillion.put(tokenClass, nanos);
      }
    }
    return perMillion;
  }

  private static @Nullable Long rate(
      @Nullable YamlValue value, String expected, Currency currency) {
    return read(value, text -> Spelling.money(text + " " + currency).nanos(), expected);
  }

  private static <T> @Nullable T read(
      @Nullable YamlValue value, Function<String, T> reader, String expected) {
    return value == null ? null : value.as(reader, expected);
  }
}
