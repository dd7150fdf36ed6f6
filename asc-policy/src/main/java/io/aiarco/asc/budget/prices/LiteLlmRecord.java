package io.aiarco.asc.budget.prices;

import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One record of LiteLLM's price map, and the rows it makes. Single-thread. */
final class LiteLlmRecord {
  /** What ASC calls models for. */
  private static final Set<String> MODES = Set.of("chat", "completion", "responses", "embedding");

  /** From units for one token to nanos for a million. */
  private static final int SCALE = 6 + 9;

  private static final int MOST_DIGITS = 40;

  private final String key;
  private final PriceJson json;
  private final Map<String, Map<Long, Map<TokenClass, Long>>> rates = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> unmetered = new ArrayList<>();
  private final List<String> tools = new ArrayList<>();
  private String provider = "";
  private String mode = "chat";
  private long perRequestNanos;

  private LiteLlmRecord(String key, PriceJson json) {
    this.key = key;
    this.json = json;
  }

  /** The record that comes. */
  static LiteLlmRecord read(String key, PriceJson json) throws IOException {
    LiteLlmRecord entry = new LiteLlmRecord(key, json);
    json.object(entry::field);
    return entry;
  }

  /** Whose model it is, in the map's words. */
  String provider() {
    return provider;
  }

  /** What is not understood, each with its place. */
  List<String> wrong() {
    return wrong;
  }

  /** What was read otherwise than it stands there. */
  List<String> notes() {
    return notes;
  }

  /** Charges of tools at the provider. */
  List<String> tools() {
    return tools;
  }

  /** Why it makes no row; empty when it makes some. */
  Optional<String> objection() {
    if (!MODES.contains(mode)) {
      return Optional.of("mode " + mode);
    }
    if (!unmetered.isEmpty()) {
      return Optional.of("priced by " + String.join(", ", unmetered));
    }
    if (key.contains("*")) {
      return Optional.of("no one model");
    }
    Map<TokenClass, Long> base = base(Terms.DEFAULT_TIER);
    return isComplete(base) ? Optional.empty() : Optional.of("no price for input and output");
  }

  /** Its rows, one for each service tier. */
  List<PriceRow> rows(Optional<ProviderId> configured) {
    List<PriceRow> rows = new ArrayList<>();
    String prefix = provider + "/";
    String model = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    rates.forEach(
        (tier, byInput) -> {
          if (!isComplete(base(tier))) {
            notes.add("tier " + tier + ": no price for input and output");
            return;
          }
          PriceRow.Builder row =
              PriceRow.builder(new ModelPattern(model), complete(base(tier)))
                  .provider(configured.orElse(null))
                  .serviceTier(tier)
                  .perRequestNanos(perRequestNanos);
          byInput.forEach(
              (above, each) -> {
                if (above > 0) {
                  row.above(above, complete(each));
                }
              });
          rows.add(row.build());
        });
    return rows;
  }

  private Map<TokenClass, Long> base(String tier) {
    return rates.getOrDefault(tier, Map.of()).getOrDefault(0L, Map.of());
  }

  /** Vectors are no output: there the map often leaves the field out. */
  private boolean isComplete(Map<TokenClass, Long> some) {
    return some.containsKey(TokenClass.INPUT)
        && (some.containsKey(TokenClass.OUTPUT) || mode.equals("embedding"));
  }

  private Rates complete(Map<TokenClass, Long> some) {
    Map<TokenClass, Long> all = new EnumMap<>(TokenClass.class);
    if (mode.equals("embedding")) {
      all.put(TokenClass.OUTPUT, 0L);
    }
    all.putAll(some);
    // A price for the hour beside it says that the other is the one for five minutes.
    Long write = all.get(TokenClass.CACHE_WRITE);
    if (write != null && all.containsKey(TokenClass.CACHE_WRITE_1H)) {
      all.put(TokenClass.CACHE_WRITE_5M, write);
      all.remove(TokenClass.CACHE_WRITE);
    }
    return Rates.of(all);
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "litellm_provider" -> provider = orEmpty(json.stringIfAny());
      case "mode" -> mode = orEmpty(json.stringIfAny());
      default -> {
        if (LiteLlmField.isCost(name)) {
          cost(name);
        } else {
          json.skip();
        }
      }
    }
  }

  private void cost(String name) throws IOException {
    String place = json.where();
    String number = json.numberText();
    switch (LiteLlmField.kind(name)) {
      case RATE -> {
        LiteLlmField field = LiteLlmField.of(name).orElseThrow();
        if (number != null) {
          rate(name, field, number, place);
        }
      }
      case TOOL -> tools.add(name);
      case UNMETERED -> {
        if (number == null || json.placed(() -> decimal(number)).signum() != 0) {
          unmetered.add(name);
        }
      }
      case UNKNOWN ->
          wrong.add(place + key + ": " + name + " (expected: a cost this import knows)");
    }
  }

  private void rate(String name, LiteLlmField field, String number, String place) {
    try {
      TokenClass tokenClass = field.tokenClass();
      long nanos = nanos(name, number, tokenClass == null ? 9 : SCALE);
      if (tokenClass == null) {
        perRequestNanos = nanos;
      } else {
        rates
            .computeIfAbsent(field.serviceTier(), none -> new TreeMap<>())
            .computeIfAbsent(field.above(), none -> new EnumMap<>(TokenClass.class))
            .put(tokenClass, nanos);
      }
    } catch (IllegalArgumentException e) {
      wrong.add(place + key + ": " + e.getMessage());
    }
  }

  /** Rounded up where the map's decimal is finer than a book's: a price is never understated. */
  private long nanos(String name, String number, int scale) {
    BigDecimal exact = decimal(number).movePointRight(scale);
    BigDecimal whole = exact.setScale(0, RoundingMode.CEILING);
    if (exact.compareTo(whole) != 0) {
      notes.add(name + ": " + number + " rounded up");
    }
    if (whole.precision() - whole.scale() > 18) {
      throw new IllegalArgumentException(name + ": " + number + " (expected: a price)");
    }
    return Rates.requireSane(name, whole.longValueExact());
  }

  /** Few digits and a small exponent, lest a number take the memory of a machine. */
  private static BigDecimal decimal(String number) {
    if (number.length() <= MOST_DIGITS) {
      BigDecimal decimal = new BigDecimal(number);
      if (Math.abs((long) decimal.scale()) <= MOST_DIGITS) {
        return decimal;
      }
    }
    throw new IllegalArgumentException(
        "number of " + number.length() + " characters (expected: a price)");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
