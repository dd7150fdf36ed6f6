package io.aiarco.asc.budget.prices;

import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Price books written as JSON, format 1:
 *
 * <pre>{@code
 * {"format": 1, "version": "2026-11", "published": "2026-11-21", "currency": "USD",
 *  "source": "where the figures come from",
 *  "rows": [
 *    {"model": "gpt-5", "rates": {"input": "1.25", "cache_read": "0.125", "output": "10"}},
 *    {"model": "gpt-5", "service_tier": "priority", "rates": {"input": "2.5", "output": "20"}},
 *    {"model": "long*", "provider": "claude", "region": "eu-west", "from": "2026-12-01",
 *     "until": "2027-01-01", "rates": {...}, "tiers": [{"above_input_tokens": 200000, "rates": {...}}],
 *     "per_request": "0.01",
 *     "multipliers": {"service_tiers": {"batch": "0.5"}, "geographies": {"us": "1.1"}}}]}
 * }</pre>
 *
 * <p>Rates are decimal strings, in the currency's unit per million tokens, one per {@link
 * TokenClass#key()}: JSON numbers would pass through floating point somewhere. Unknown keys are
 * refused, so that a price nobody understood is not left out in silence.
 */
public final class PriceFile {
  private static final String KEYS = "format, version, published, currency, source or rows";

  private final PriceJson json;
  private @Nullable String version;
  private @Nullable Currency currency;
  private @Nullable List<PriceRow> rows;
  private boolean known;

  private PriceFile(PriceJson json) {
    this.json = json;
  }

  /**
   * Reads a whole book. The caller closes {@code in}.
   *
   * @param name the file's, for messages
   * @throws IOException when it cannot be read or is no JSON
   * @throws IllegalArgumentException when it is no price book; the message says where
   */
  public static PriceTable read(InputStream in, String name) throws IOException {
    try (PriceJson json = PriceJson.open(in, name)) {
      PriceFile file = new PriceFile(json);
      json.object(file::member);
      json.end();
      return file.book();
    }
  }

  /**
   * A book as a file, one row a line, so that two of them can be compared line by line.
   *
   * @param source where the figures come from, for people
   */
  public static String write(PriceTable table, String source) {
    StringBuilder text = new StringBuilder("{\"format\": 1, \"version\": ");
    text.append(quoted(table.version()));
    text.append(", \"currency\": ").append(quoted(table.currency().code()));
    text.append(",\n \"source\": ").append(quoted(source)).append(",\n \"rows\": [");
    String before = "\n  ";
    for (PriceRow row : table.rows()) {
      text.append(before).append(line(row));
      before = ",\n  ";
    }
    return text.append("\n ]}\n").toString();
  }

  /** A row as it stands in a file. */
  static String line(PriceRow row) {
    CanonicalJson json = new CanonicalJson();
    RowJson.write(row, json);
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return new String(new CanonicalJson().value(text).toByteArray(), StandardCharsets.UTF_8);
  }

  private void member(String key) throws IOException {
    switch (key) {
      case "format" -> {
        long format = json.wholeNumber();
        if (format != 1) {
          throw json.bad("format: " + format, "1");
        }
        known = true;
      }
      case "version" -> version = json.string();
      case "published" -> json.time();
      case "source" -> json.string();
      case "currency" -> currency = json.as(Currency::new);
      case "rows" -> {
        List<PriceRow> read = new ArrayList<>();
        json.objects(() -> read.add(RowReader.read(json)));
        rows = read;
      }
      default -> throw json.bad("key " + key, KEYS);
    }
  }

  private PriceTable book() {
    String named = version;
    Currency in = currency;
    List<PriceRow> all = rows;
    if (!known || named == null || in == null || all == null) {
      throw json.bad("a key is missing", "format, version, currency and rows");
    }
    return json.placed(() -> PriceTable.of(named, in, all));
  }
}
