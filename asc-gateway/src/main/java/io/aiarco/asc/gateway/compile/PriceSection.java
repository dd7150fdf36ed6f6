package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.prices.PriceRow;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.budget.prices.Rates;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.usage.TokenClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code prices}: the operator's own, which come before those of the bundled book.
 * Single-thread.
 */
final class PriceSection {
  private static final String PRICES = "a list of prices, each {model, input, output}";
  private static final String MODEL = "a provider's model, such as gpt-5 or llama-*";

  private final PriceTable book;
  private final Set<String> providers;

  /** {@code providers}: all names a price may be limited to. */
  PriceSection(PriceTable book, Set<String> providers) {
    this.book = book;
    this.providers = providers;
  }

  PriceTable compile(YamlMap root) {
    YamlValue section = root.get("prices");
    if (section == null) {
      return book;
    }
    List<PriceRow> rows = new ArrayList<>();
    for (YamlValue item : section.list(PRICES)) {
      YamlMap map = item.map(PRICES);
      PriceRow row = map == null ? null : row(map);
      if (row != null) {
        rows.add(row);
      }
    }
    return book.with(rows);
  }

  private @Nullable PriceRow row(YamlMap map) {
    YamlValue name = map.require("model", MODEL);
    ModelPattern model = name == null ? null : name.as(ModelPattern::new, MODEL);
    ProviderId provider = provider(map.get("provider"));
    Map<TokenClass, Long> perMillion = new EnumMap<>(TokenClass.class);
    for (TokenClass tokenClass : TokenClass.values()) {
      Long nanos = rate(map, tokenClass);
      if (nanos != null) {
        perMillion.put(tokenClass, nanos);
      }
    }
    map.done();
    boolean complete =
        perMillion.containsKey(TokenClass.INPUT) && perMillion.containsKey(TokenClass.OUTPUT);
    return model == null || !complete
        ? null
        : PriceRow.builder(model, Rates.of(perMillion)).provider(provider).build();
  }

  private @Nullable ProviderId provider(@Nullable YamlValue value) {
    String expected = Names.oneOf("a provider", providers);
    String name = value == null ? null : value.oneOf(providers, expected);
    return name == null || !Names.isName(name) ? null : new ProviderId(name);
  }

  private @Nullable Long rate(YamlMap map, TokenClass tokenClass) {
    String expected = book.currency() + " per million tokens, such as 1.25";
    boolean required = tokenClass == TokenClass.INPUT || tokenClass == TokenClass.OUTPUT;
    YamlValue value =
        required ? map.require(tokenClass.key(), expected) : map.get(tokenClass.key());
    return value == null ? null : value.as(this::nanos, expected);
  }

  private long nanos(String text) {
    return Spelling.money(text + " " + book.currency()).nanos();
  }
}
