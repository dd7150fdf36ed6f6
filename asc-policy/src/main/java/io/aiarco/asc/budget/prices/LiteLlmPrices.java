package io.aiarco.asc.budget.prices;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.money.Currency;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes over LiteLLM's public price map ({@code model_prices_and_context_window.json}): US dollars
 * per single token, as JSON numbers, which are read as the decimals they are written as.
 *
 * <p>Nothing is dropped in silence. A field with a cost in its name that is not understood fails
 * the whole import, and so do two records that give one model different prices. Records ASC cannot
 * price, by their mode or by a measure it does not meter, are named in {@link Imported#leftOut};
 * their models then have no price, which is not zero.
 */
public final class LiteLlmPrices {
  /** The first entry of the map, which explains it. */
  private static final String SAMPLE = "sample_spec";

  private final PriceJson json;
  private final Map<String, Optional<ProviderId>> providers;
  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /** A row and the key of the record it is from. */
  private record Row(PriceRow row, String key) {}

  /**
   * What was taken over.
   *
   * @param leftOut what was not, and why, one line each. Immutable.
   */
  public record Imported(PriceTable table, List<String> leftOut) {
    public Imported {
      leftOut = List.copyOf(leftOut);
    }
  }

  private LiteLlmPrices(PriceJson json, Map<String, Optional<ProviderId>> providers) {
    this.json = json;
    this.providers = providers;
  }

  /**
   * Reads a whole map. The caller closes {@code in}.
   *
   * @param name the file's, for messages
   * @param version the name the book gets
   * @param providers the map's names of the providers to take over, each with the configured
   *     provider its rows are for, or none for any; empty for all
   * @throws IOException when it cannot be read or is no JSON
   * @throws IllegalArgumentException when something in it is not understood; the message has a line
   *     for each
   */
  public static Imported read(
      InputStream in, String name, String version, Map<String, Optional<ProviderId>> providers)
      throws IOException {
    try (PriceJson json = PriceJson.open(in, name)) {
      LiteLlmPrices prices = new LiteLlmPrices(json, Map.copyOf(providers));
      json.object(prices::entry);
      json.end();
      return prices.imported(version);
    }
  }

  private void entry(String key) throws IOException {
    if (key.equals(SAMPLE)) {
      json.skip();
      return;
    }
    LiteLlmRecord entry = LiteLlmRecord.read(key, json);
    if (!providers.isEmpty() && !providers.containsKey(entry.provider())) {
      leftOut.merge("records of other providers", 1, Integer::sum);
      return;
    }
    if (!entry.wrong().isEmpty()) {
      wrong.addAll(entry.wrong());
      return;
    }
    Optional<String> objection = entry.objection();
    if (objection.isPresent()) {
      leftOut.put(key + ": " + objection.get(), 0);
      return;
    }
    try {
      for (PriceRow row : entry.rows(providers.getOrDefault(entry.provider(), Optional.empty()))) {
        add(row, key);
      }
    } catch (IllegalArgumentException e) {
      wrong.add(json.where() + key + ": " + e.getMessage());
    }
    for (String tool : entry.tools()) {
      leftOut.merge(
          "times " + tool + ": a tool at the provider, which no call asks for", 1, Integer::sum);
    }
    entry.notes().forEach(note -> leftOut.put(key + ": " + note, 0));
  }

  private void add(PriceRow row, String key) {
    Row before = rows.putIfAbsent(row.key(), new Row(row, key));
    if (before != null && !PriceFile.line(before.row()).equals(PriceFile.line(row))) {
      wrong.add(
          json.where()
              + key
              + ": another price of "
              + row.key()
              + " than "
              + before.key()
              + " (expected: one; choose among the map's providers)");
    }
  }

  private Imported imported(String version) {
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join(Character.toString('\n'), wrong));
    }
    List<String> lines = new ArrayList<>();
    leftOut.forEach((what, count) -> lines.add(count == 0 ? what : count + " " + what));
    return new Imported(
        PriceTable.of(version, Currency.USD, rows.values().stream().map(Row::row).toList()), lines);
  }
}
