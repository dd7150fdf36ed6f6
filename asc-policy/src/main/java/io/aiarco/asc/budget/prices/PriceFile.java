package io.aiarco.asc.budget.prices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads price books written as JSON, format 1:
 *
 * <pre>{@code
 * {"format": 1, "version": "2026-11", "published": "2026-11-21", "currency": "USD",
 *  "source": "where the figures come from",
 *  "rows": [
 *    {"model": "gpt-5", "rates": {"input": "1.25", "cache_read": "0.125", "output": "10"}},
 *    {"model": "long*", "provider": "openai-eu", "from": "2026-12-01", "rates": {...},
 *     "tiers": [{"above_input_tokens": 200000, "rates": {...}}]}]}
 * }</pre>
 *
 * <p>Rates are decimal strings, in the currency's unit per million tokens, one per {@link
 * TokenClass#key()}: JSON numbers would pass through floating point somewhere. Unknown keys are
 * refused, so that a price nobody understood is not left out in silence.
 */
public final class PriceFile {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser json;
  private final String name;

  private PriceFile(JsonParser json, String name) {
    this.json = json;
    this.name = name;
  }

  /**
   * Reads a whole book. The caller closes {@code in}.
   *
   * @param name the file's, for messages
   * @throws IOException when it cannot be read or is no JSON
   * @throws IllegalArgumentException when it is no price book; the message says where
   */
  public static PriceTable read(InputStream in, String name) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      return new PriceFile(json, name).book();
    }
  }

  private PriceTable book() throws IOException {
    String version = null;
    Currency currency = null;
    List<PriceRow> rows = null;
    boolean known = false;
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "format" -> {
          if (wholeNumber() != 1) {
            throw bad("format: " + json.getText(), "1");
          }
          known = true;
        }
        case "version" -> version = string();
        case "published" -> date();
        case "source" -> string();
        case "currency" -> currency = currency();
        case "rows" -> rows = rows();
        default -> throw unknownKey("format, version, published, currency, source or rows");
      }
    }
    if (!known || version == null || currency == null || rows == null) {
      throw bad("a key is missing", "format, version, currency and rows");
    }
    return PriceTable.of(version, currency, rows);
  }

  private List<PriceRow> rows() throws IOException {
    List<PriceRow> rows = new ArrayList<>();
    expect(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      rows.add(row());
    }
    return rows;
  }

  private PriceRow row() throws IOException {
    ProviderId provider = null;
    ModelPattern model = null;
    Instant from = null;
    List<PriceRow.Tier> tiers = new ArrayList<>();
    expect(json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "provider" -> provider = new ProviderId(string());
        case "model" -> model = new ModelPattern(string());
        case "from" -> from = date();
        case "rates" -> tiers.add(0, new PriceRow.Tier(0, rates()));
        case "tiers" -> tiers.addAll(tiers());
        default -> throw unknownKey("provider, model, from, rates or tiers");
      }
    }
    if (model == null) {
      throw bad("row without model", "one");
    }
    return placed(provider, model, from, tiers);
  }

  private PriceRow placed(
      @Nullable ProviderId provider,
      ModelPattern model,
      @Nullable Instant from,
      List<PriceRow.Tier> tiers) {
    try {
      return new PriceRow(provider, model, from, tiers);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + e.getMessage(), e);
    }
  }

  private List<PriceRow.Tier> tiers() throws IOException {
    List<PriceRow.Tier> tiers = new ArrayList<>();
    expect(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Long above = null;
      Rates rates = null;
      expect(json.currentToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "above_input_tokens" -> above = wholeNumber();
          case "rates" -> rates = rates();
          default -> throw unknownKey("above_input_tokens or rates");
        }
      }
      if (above == null || above < 1 || rates == null) {
        throw bad("tier", "above_input_tokens of at least 1, and rates");
      }
      tiers.add(new PriceRow.Tier(above, rates));
    }
    return tiers;
  }

  private Rates rates() throws IOException {
    Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      TokenClass tokenClass = tokenClass(json.currentName());
      rates.put(tokenClass, rate());
    }
    try {
      return Rates.of(rates);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + e.getMessage(), e);
    }
  }

  private long rate() throws IOException {
    String decimal = string();
    try {
      return Money.of(decimal, Currency.USD).nanos();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + e.getMessage(), e);
    }
  }

  private TokenClass tokenClass(String key) {
    for (TokenClass tokenClass : TokenClass.values()) {
      if (tokenClass.key().equals(key)) {
        return tokenClass;
      }
    }
    throw unknownKey("a token class such as input, cache_read or output");
  }

  private Currency currency() throws IOException {
    String code = string();
    try {
      return new Currency(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + e.getMessage(), e);
    }
  }

  private Instant date() throws IOException {
    String text = string();
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          where() + "date: " + text + " (expected: such as 2026-11-21)", e);
    }
  }

  private String string() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private long wholeNumber() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private void expect(@Nullable JsonToken seen, JsonToken expected) {
    if (seen != expected) {
      throw bad(String.valueOf(seen), expected.toString());
    }
  }

  private IllegalArgumentException unknownKey(String expected) {
    try {
      return bad("key " + json.currentName(), expected);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private IllegalArgumentException bad(String seen, String expected) {
    return new IllegalArgumentException(where() + seen + " (expected: " + expected + ")");
  }

  private String where() {
    return name + ":" + json.currentLocation().getLineNr() + ": ";
  }
}
