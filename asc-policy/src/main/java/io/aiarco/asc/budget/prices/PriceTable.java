package io.aiarco.asc.budget.prices;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Usage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A price book held as rows. Of the rows that fit an endpoint and an instant the most particular
 * one prices it: a named provider before any, an exact model before a beginning, a longer beginning
 * before a shorter one, a later start before an earlier one. Rows added by {@link #with} come
 * before all others. Immutable.
 */
public final class PriceTable implements PriceBook {
  private static final Comparator<PriceRow> MOST_PARTICULAR_FIRST =
      Comparator.comparing((PriceRow row) -> row.provider() == null)
          .thenComparing(row -> row.model().isPrefix())
          .thenComparing(row -> -row.model().value().length())
          .thenComparing(PriceRow::from, Comparator.nullsLast(Comparator.reverseOrder()));

  private final String version;
  private final Currency currency;
  private final List<PriceRow> rows;
  private final String sha256;

  private PriceTable(String version, Currency currency, List<PriceRow> rows) {
    this.version = version;
    this.currency = currency;
    this.rows = List.copyOf(rows);
    this.sha256 = hash();
  }

  /**
   * A book of these rows.
   *
   * @param version the publisher's name for it, such as {@code 2026-11}
   */
  public static PriceTable of(String version, Currency currency, Collection<PriceRow> rows) {
    return new PriceTable(version, currency, rows.stream().sorted(MOST_PARTICULAR_FIRST).toList());
  }

  /** The book that comes with the library. */
  public static PriceTable bundled() {
    return BundledPrices.TABLE;
  }

  /** This book with {@code more} before all its rows, such as an operator's own prices. */
  public PriceTable with(Collection<PriceRow> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<PriceRow> all = new ArrayList<>(more.stream().sorted(MOST_PARTICULAR_FIRST).toList());
    all.addAll(rows);
    return new PriceTable(version, currency, all);
  }

  /** The publisher's name for it. */
  public String version() {
    return version;
  }

  /** All rows, in the order they are tried. */
  public List<PriceRow> rows() {
    return rows;
  }

  @Override
  public Currency currency() {
    return currency;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Optional<Money> price(EndpointId endpoint, Instant at, Usage usage) {
    PriceRow row = row(endpoint, at);
    return row == null ? Optional.empty() : row.ratesFor(usage).price(usage, currency);
  }

  private @Nullable PriceRow row(EndpointId endpoint, Instant at) {
    for (PriceRow row : rows) {
      if (row.appliesTo(endpoint, at)) {
        return row;
      }
    }
    return null;
  }

  /** Over the canonical JSON of what decides a price, so that equal books have equal hashes. */
  private String hash() {
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("currency").value(currency.code()).name("rows").beginArray();
    for (PriceRow row : rows) {
      json.beginObject();
      if (row.from() != null) {
        json.name("from").value(row.from().toString());
      }
      json.name("model").value(row.model().value());
      if (row.provider() != null) {
        json.name("provider").value(row.provider().value());
      }
      json.name("tiers").beginArray();
      for (PriceRow.Tier tier : row.tiers()) {
        json.beginObject().name("above").value(tier.aboveInputTokens()).name("rates").beginObject();
        TreeMap<String, Long> byName = new TreeMap<>();
        tier.rates().given().forEach((tokenClass, nanos) -> byName.put(tokenClass.key(), nanos));
        byName.forEach((name, nanos) -> json.name(name).value(Money.decimal(nanos)));
        json.endObject().endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().name("version").value(version).endObject();
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(json.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "PriceTable[" + version + ", " + rows.size() + " rows, " + currency + "]";
  }
}
