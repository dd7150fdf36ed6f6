package io.aiarco.asc.audit.spend;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code attempts} of outcomes. Single-thread: it remembers the endpoints it has read.
 */
final class AttemptReader {
  private static final Map<Object, TokenClass> CLASSES = new HashMap<>();
  private static final Map<String, UsageSource> SOURCES = new HashMap<>();

  /** A log names few, again and again. */
  private static final int MOST_KNOWN = 10_000;

  private final Map<String, EndpointId> known = new HashMap<>();

  static {
    for (UsageSource source : UsageSource.values()) {
      SOURCES.put(source.key(), source);
    }
    for (TokenClass each : TokenClass.values()) {
      CLASSES.put(each.key(), each);
    }
  }

  /** The attempts of a call, in order. */
  List<SpentAttempt> read(@Nullable Object attempts) throws FormatException {
    if (!(attempts instanceof List<?> list)) {
      return List.of();
    }
    List<SpentAttempt> read = new ArrayList<>(list.size());
    for (Object each : list) {
      require(each instanceof Map<?, ?>, () -> "attempt: " + shown(each));
      read.add(attempt((Map<?, ?>) each));
    }
    return read;
  }

  private SpentAttempt attempt(Map<?, ?> attempt) throws FormatException {
    Usage usage = usage(attempt);
    return new SpentAttempt(
        endpoint(text(attempt, "endpoint")),
        text(attempt, "served"),
        text(attempt, "preq"),
        text(attempt, "class"),
        usage,
        attempt.get("cost") == null ? null : cost(attempt, usage));
  }

  private static Cost cost(Map<?, ?> attempt, Usage usage) throws FormatException {
    Object code = attempt.get("currency");
    Unit unit = code == null ? Unit.money(Currency.USD) : HoldLines.unit(code);
    require(unit.isMoney(), () -> "currency: " + shown(code) + " (expected: ISO 4217)");
    long nanos = HoldLines.amount(unit, attempt.get("cost"));
    Object source = attempt.get("cost_source");
    return new Cost(
        new Money(nanos, code == null ? Currency.USD : new Currency(unit.code())),
        source == null ? usage.source() : source(source),
        text(attempt, "prices"));
  }

  private static Usage usage(Map<?, ?> attempt) throws FormatException {
    Usage.Builder usage = Usage.builder(source(attempt.get("source")));
    Map<?, ?> tokens = attempt.get("usage") instanceof Map<?, ?> map ? map : Map.of();
    for (Map.Entry<?, ?> each : tokens.entrySet()) {
      TokenClass of = CLASSES.get(each.getKey());
      if (of == null || !(each.getValue() instanceof Long count) || count < 0) {
        throw new FormatException("usage: " + shown(tokens) + " (expected: tokens by class)");
      }
      usage.tokens(of, count);
    }
    String tier = text(attempt, "tier");
    return tier.isEmpty() ? usage.build() : usage.build().on(Terms.said(tier, null));
  }

  private static UsageSource source(@Nullable Object key) throws FormatException {
    UsageSource source = key == null ? null : SOURCES.get(key);
    if (source == null) {
      throw new FormatException("source: " + shown(key) + " (expected: " + SOURCES.keySet() + ")");
    }
    return source;
  }

  /** An endpoint as records spell it; null for an empty text. */
  @Nullable EndpointId endpoint(String text) throws FormatException {
    EndpointId seen = known.get(text);
    if (seen != null || text.isEmpty()) {
      return seen;
    }
    int slash = text.indexOf('/');
    int at = text.lastIndexOf('@');
    require(0 < slash && slash < at, () -> "endpoint: " + shown(text));
    EndpointId endpoint;
    try {
      endpoint =
          new EndpointId(
              new ProviderId(text.substring(0, slash)),
              new ModelName(text.substring(slash + 1, at)),
              new Region(text.substring(at + 1)));
    } catch (IllegalArgumentException e) {
      throw new FormatException("endpoint: " + shown(text));
    }
    if (known.size() == MOST_KNOWN) {
      known.clear();
    }
    known.put(text, endpoint);
    return endpoint;
  }

  static String text(Map<?, ?> members, String name) {
    return members.get(name) instanceof String text ? text : "";
  }
}
