package io.aiarco.asc.budget.prices;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.Usage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A price book held as rows. Of the rows that fit an endpoint, an instant and a service tier the
 * most particular one prices it: a named provider before any, an exact model before a beginning, a
 * longer beginning before a shorter one, a named region before any, a tier's own row before a
 * multiplier, a later start before an earlier one. Rows added by {@link #with} come before all
 * others. Immutable.
 */
public final class PriceTable implements PriceBook {
  private static final Comparator<PriceRow> MOST_PARTICULAR_FIRST =
      Comparator.comparing((PriceRow row) -> row.provider().isEmpty())
          .thenComparing(row -> row.model().isPrefix())
          .thenComparing(row -> -row.model().value().length())
          .thenComparing(row -> row.region().isEmpty())
          .thenComparing(PriceRow::isDefaultTier)
          .thenComparing(row -> row.from().orElse(Instant.MIN), Comparator.reverseOrder())
          .thenComparing(PriceRow::key);

  /** More service tiers than a provider is known to have. */
  private static final int FEW_TIERS = 4;

  private final String version;
  private final Currency currency;
  private final List<PriceRow> rows;

  /** Of each model with a row of its own, all that fit it: a book may have thousands of rows. */
  private final Map<String, List<PriceRow>> byModel;

  private final List<PriceRow> beginnings;
  private final String sha256;

  private PriceTable(String version, Currency currency, List<PriceRow> rows) {
    this.version = version;
    this.currency = currency;
    this.rows = List.copyOf(rows);
    this.beginnings = rows.stream().filter(row -> row.model().isPrefix()).toList();
    this.byModel = byModel();
    this.sha256 = hash();
  }

  /**
   * A book of these rows.
   *
   * @param version the publisher's name for it, such as {@code 2026-11}
   * @throws IllegalArgumentException when two rows are for the same
   */
  public static PriceTable of(String version, Currency currency, Collection<PriceRow> rows) {
    return new PriceTable(version, currency, ordered(rows));
  }

  /** The book that comes with the library. */
  public static PriceTable bundled() {
    return BundledPrices.TABLE;
  }

  /**
   * This book with {@code more} before all its rows, such as an operator's own prices.
   *
   * @throws IllegalArgumentException when two of them are for the same
   */
  public PriceTable with(Collection<PriceRow> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<PriceRow> all = new ArrayList<>(ordered(more));
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
    return row(endpoint, at, usage.terms()).flatMap(row -> row.price(usage, currency));
  }

  /** The row that prices what an endpoint served on these terms; absent when none does. */
  public Optional<PriceRow> row(EndpointId endpoint, Instant at, Terms terms) {
    for (PriceRow row : fitting(endpoint)) {
      if (row.appliesTo(endpoint, at) && row.isPriced(terms.serviceTier())) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of every tier the book prices, the row that would price it. A tier it does not price for all
   * of the bound does not count: usage on it has no price either. The default tier must have one.
   */
  @Override
  public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
    List<String> seen = new ArrayList<>(FEW_TIERS);
    boolean hasDefault = false;
    Money most = Money.zero(currency);
    for (PriceRow row : fitting(endpoint)) {
      if (!row.appliesTo(endpoint, at)) {
        continue;
      }
      for (String tier : row.pricedTiers()) {
        if (seen.contains(tier)) {
          continue;
        }
        seen.add(tier);
        Optional<Money> price = row.most(bound, tier, currency);
        if (price.isPresent()) {
          hasDefault |= tier.equals(Terms.DEFAULT_TIER);
          most = price.get().compareTo(most) > 0 ? price.get() : most;
        }
      }
    }
    return hasDefault ? Optional.of(most) : Optional.empty();
  }

  private List<PriceRow> fitting(EndpointId endpoint) {
    return byModel.getOrDefault(endpoint.model().value(), beginnings);
  }

  private static List<PriceRow> ordered(Collection<PriceRow> rows) {
    Set<String> keys = new HashSet<>();
    for (PriceRow row : rows) {
      if (!keys.add(row.key())) {
        throw new IllegalArgumentException(
            "price of " + row.key() + ": twice (expected: one row for one thing)");
      }
    }
    return rows.stream().sorted(MOST_PARTICULAR_FIRST).toList();
  }

  private Map<String, List<PriceRow>> byModel() {
    Map<PriceRow, Integer> place = new HashMap<>();
    Map<String, List<PriceRow>> byModel = new HashMap<>();
    for (PriceRow row : rows) {
      place.put(row, place.size());
      if (!row.model().isPrefix()) {
        byModel.computeIfAbsent(row.model().value(), none -> new ArrayList<>(2)).add(row);
      }
    }
    byModel.forEach(
        (model, its) -> {
          ModelName name = new ModelName(model);
          beginnings.stream().filter(row -> row.model().matches(name)).forEach(its::add);
          its.sort(Comparator.comparing(place::get));
        });
    return byModel;
  }

  /** Over the canonical JSON of what decides a price, so that equal books have equal hashes. */
  private String hash() {
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("currency").value(currency.code()).name("rows").beginArray();
    rows.forEach(row -> RowJson.write(row, json));
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
