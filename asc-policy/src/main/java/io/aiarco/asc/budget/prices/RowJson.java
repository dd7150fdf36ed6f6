package io.aiarco.asc.budget.prices;

import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Money;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;

/** Writes a row as it stands in a {@link PriceFile}; equal rows are equal bytes. */
final class RowJson {
  private RowJson() {}

  static void write(PriceRow row, CanonicalJson json) {
    json.beginObject();
    row.from().ifPresent(from -> json.name("from").value(time(from)));
    json.name("model").value(row.model().value());
    if (!row.geographies().isEmpty() || !row.serviceTiers().isEmpty()) {
      json.name("multipliers").beginObject();
      multipliers("geographies", row.geographies(), json);
      multipliers("service_tiers", row.serviceTiers(), json);
      json.endObject();
    }
    if (row.perRequestNanos() != 0) {
      json.name("per_request").value(Money.decimal(row.perRequestNanos()));
    }
    row.provider().ifPresent(provider -> json.name("provider").value(provider.value()));
    rates(row.tiers().get(0).rates(), json);
    row.region().ifPresent(region -> json.name("region").value(region.value()));
    if (!row.isDefaultTier()) {
      json.name("service_tier").value(row.serviceTier());
    }
    if (row.tiers().size() > 1) {
      json.name("tiers").beginArray();
      for (PriceRow.Tier tier : row.tiers().subList(1, row.tiers().size())) {
        json.beginObject().name("above_input_tokens").value(tier.aboveInputTokens());
        rates(tier.rates(), json);
        json.endObject();
      }
      json.endArray();
    }
    row.until().ifPresent(until -> json.name("until").value(time(until)));
    json.endObject();
  }

  private static void rates(Rates rates, CanonicalJson json) {
    Map<String, Long> byName = new TreeMap<>();
    rates.given().forEach((tokenClass, nanos) -> byName.put(tokenClass.key(), nanos));
    json.name("rates").beginObject();
    byName.forEach((name, nanos) -> json.name(name).value(Money.decimal(nanos)));
    json.endObject();
  }

  private static void multipliers(String name, Map<String, Multiplier> by, CanonicalJson json) {
    if (!by.isEmpty()) {
      json.name(name).beginObject();
      new TreeMap<>(by).forEach((each, times) -> json.name(each).value(times.toString()));
      json.endObject();
    }
  }

  /** A date where it is one. */
  private static String time(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : at.toString();
  }
}
