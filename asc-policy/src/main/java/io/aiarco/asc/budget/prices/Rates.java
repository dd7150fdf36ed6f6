package io.aiarco.asc.budget.prices;

import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a million tokens of each class cost, in nanos. A class without a rate of its own takes
 * another's only where that can never be too little:
 *
 * <ul>
 *   <li>{@code cache_read} takes {@code input}: reading from a cache is never dearer than afresh
 *   <li>{@code reasoning} takes {@code output}: providers bill it as output
 *   <li>a cache write takes the dearest cache write that has a rate
 * </ul>
 *
 * Any other class stays without a price, and usage with tokens of it has none: a missing price is
 * not zero. Immutable.
 */
public final class Rates {
  private static final long NONE = -1;
  private static final TokenClass[] CLASSES = TokenClass.values();

  private final Map<TokenClass, Long> given;
  private final long[] nanosPerMillion;

  private Rates(Map<TokenClass, Long> given) {
    this.given = Collections.unmodifiableMap(given);
    this.nanosPerMillion = effective(given);
  }

  /**
   * Rates per million tokens.
   *
   * @param perMillion nanos of the book's currency, at least 0; input and output are required
   * @throws IllegalArgumentException when one of them is missing or a rate is negative
   */
  public static Rates of(Map<TokenClass, Long> perMillion) {
    for (TokenClass required : new TokenClass[] {TokenClass.INPUT, TokenClass.OUTPUT}) {
      if (!perMillion.containsKey(required)) {
        throw new IllegalArgumentException(
            "rates: no " + required.key() + " (expected: at least input and output)");
      }
    }
    perMillion.forEach(
        (tokenClass, nanos) -> {
          if (nanos < 0) {
            throw new IllegalArgumentException(
                tokenClass.key() + ": " + Money.decimal(nanos) + " (expected: >= 0)");
          }
        });
    return new Rates(new EnumMap<>(perMillion));
  }

  /** The rates as given, in nanos per million tokens, without those derived. */
  public Map<TokenClass, Long> given() {
    return given;
  }

  /** The rate in force for a class, in nanos per million tokens; absent when it has no price. */
  public OptionalLong nanosPerMillion(TokenClass tokenClass) {
    long rate = rate(tokenClass);
    return rate == NONE ? OptionalLong.empty() : OptionalLong.of(rate);
  }

  /** The price, each class rounded up to a nano; absent when a class used has no price. */
  Optional<Money> price(Usage usage, Currency currency) {
    Money sum = Money.zero(currency);
    for (TokenClass tokenClass : CLASSES) {
      long tokens = usage.tokens(tokenClass);
      if (tokens == 0) {
        continue;
      }
      long rate = rate(tokenClass);
      if (rate == NONE) {
        return Optional.empty();
      }
      sum = sum.plus(Money.ofTokens(tokens, rate, currency));
    }
    return Optional.of(sum);
  }

  @SuppressWarnings(
      "EnumOrdinal") // an array by class, never stored: it lives and dies with the enum
  private long rate(TokenClass tokenClass) {
    return nanosPerMillion[tokenClass.ordinal()];
  }

  @SuppressWarnings("EnumOrdinal")
  private static long[] effective(Map<TokenClass, Long> given) {
    long dearestCacheWrite = NONE;
    for (TokenClass tokenClass : CLASSES) {
      if (isCacheWrite(tokenClass)) {
        dearestCacheWrite = Math.max(dearestCacheWrite, given.getOrDefault(tokenClass, NONE));
      }
    }
    long[] rates = new long[CLASSES.length];
    for (TokenClass tokenClass : CLASSES) {
      Long own = given.get(tokenClass);
      rates[tokenClass.ordinal()] =
          own != null
              ? own
              : switch (tokenClass) {
                case CACHE_READ -> given.getOrDefault(TokenClass.INPUT, NONE);
                case REASONING -> given.getOrDefault(TokenClass.OUTPUT, NONE);
                case CACHE_WRITE, CACHE_WRITE_5M, CACHE_WRITE_1H -> dearestCacheWrite;
                default -> NONE;
              };
    }
    return rates;
  }

  private static boolean isCacheWrite(TokenClass tokenClass) {
    return switch (tokenClass) {
      case CACHE_WRITE, CACHE_WRITE_5M, CACHE_WRITE_1H -> true;
      default -> false;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rates rates && given.equals(rates.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    return "Rates" + given;
  }
}
