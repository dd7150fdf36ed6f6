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
 *   <li>{@code cache_write} and {@code cache_write_5m} take the dearest cache write that has a rate
 *   <li>{@code cache_write_1h} takes {@code cache_write}: what is written for longer is never
 *       cheaper than for five minutes, and may be dearer
 * </ul>
 *
 * Any other class stays without a price, and usage with tokens of it has none: a missing price is
 * not zero. Immutable.
 */
public final class Rates {
  /**
   * Of a million tokens, in nanos: one unit of currency a token, some thousandfold of any list
   * price. It keeps the cost of nine billion tokens within a {@code long}, and finds rates per
   * token, or in the wrong unit, that stand where rates per million belong.
   */
  private static final long MOST_NANOS = 1_000_000 * Money.NANOS_PER_UNIT;

  private static final long TOKENS_PER_RATE = 1_000_000;
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
   * @throws IllegalArgumentException when one of them is missing, or a rate is negative or absurd
   */
  public static Rates of(Map<TokenClass, Long> perMillion) {
    for (TokenClass required : new TokenClass[] {TokenClass.INPUT, TokenClass.OUTPUT}) {
      if (!perMillion.containsKey(required)) {
        throw new IllegalArgumentException(
            "rates: no " + required.key() + " (expected: at least input and output)");
      }
    }
    perMillion.forEach((tokenClass, nanos) -> requireSane(tokenClass.key(), nanos));
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
  Optional<Money> price(Usage usage, Multiplier times, Currency currency) {
    long sum = 0;
    for (TokenClass tokenClass : CLASSES) {
      long tokens = usage.tokens(tokenClass);
      if (tokens == 0) {
        continue;
      }
      long rate = rate(tokenClass);
      if (rate == NONE) {
        return Optional.empty();
      }
      sum = Math.addExact(sum, cost(tokens, rate, times, currency));
    }
    return Optional.of(new Money(sum, currency));
  }

  /**
   * The most that usage within {@code bound} costs. The tokens of a class of the bound may turn out
   * to be of any class it {@link #covers}, so each counts at the dearest of them. Split over
   * several, each part is rounded up by itself: with <i>f</i> classes whose tokens cost no whole
   * number of nanos, the sum of the parts is at most <i>f</i> - 1 nanos above the rounded whole.
   * Cache writes without a rate count as the rest of their bound: usage of them has no price.
   */
  Optional<Money> most(Usage bound, Multiplier times, Currency currency) {
    long sum = 0;
    for (TokenClass tokenClass : CLASSES) {
      long tokens = bound.tokens(tokenClass);
      if (tokens == 0) {
        continue;
      }
      if (rate(tokenClass) == NONE && !isCacheWrite(tokenClass)) {
        return Optional.empty();
      }
      long dearest = 0;
      int fractional = 0;
      for (TokenClass covered : CLASSES) {
        long rate = covers(tokenClass, covered) ? rate(covered) : NONE;
        dearest = Math.max(dearest, rate);
        if (rate > 0 && rate * times.numerator() % (TOKENS_PER_RATE * times.denominator()) != 0) {
          fractional++;
        }
      }
      sum = Math.addExact(sum, cost(tokens, dearest, times, currency));
      sum = Math.addExact(sum, Math.max(0, fractional - 1));
    }
    return Optional.of(new Money(sum, currency));
  }

  /**
   * Whether tokens bounded as {@code bounded} may be reported as {@code reported}. A price of
   * {@code cache_write} as such is one of a cache that providers write unasked.
   */
  private boolean covers(TokenClass bounded, TokenClass reported) {
    return bounded == reported
        || switch (bounded) {
          case INPUT ->
              reported == TokenClass.CACHE_READ
                  || reported == TokenClass.CACHE_WRITE && given.containsKey(reported);
          case AUDIO_INPUT -> reported == TokenClass.INPUT || reported == TokenClass.CACHE_READ;
          case CACHE_WRITE_1H -> !reported.isOutput() && reported != TokenClass.AUDIO_INPUT;
          case OUTPUT -> reported == TokenClass.REASONING;
          default -> false;
        };
  }

  private static long cost(long tokens, long rate, Multiplier times, Currency currency) {
    return Money.ofTokens(
            tokens, rate * times.numerator(), TOKENS_PER_RATE * times.denominator(), currency)
        .nanos();
  }

  /** {@code nanos} when it is a price: not negative, not absurd. */
  static long requireSane(String what, long nanos) {
    if (nanos < 0 || nanos > MOST_NANOS) {
      throw new IllegalArgumentException(
          what
              + ": "
              + Money.decimal(nanos)
              + " (expected: 0 to "
              + Money.decimal(MOST_NANOS)
              + ")");
    }
    return nanos;
  }

  /** Refuses rates that, multiplied, are no price or too fine to reckon with. */
  void requireFits(Multiplier times) {
    given.forEach((tokenClass, nanos) -> requireFits(tokenClass.key(), nanos, times));
  }

  static void requireFits(String what, long nanos, Multiplier times) {
    if (Math.multiplyHigh(nanos, times.numerator()) != 0
        || nanos * times.numerator() < 0
        || Math.multiplyHigh(TOKENS_PER_RATE, times.denominator()) != 0
        || TOKENS_PER_RATE * times.denominator() < 0) {
      throw new IllegalArgumentException(
          what + ": " + Money.decimal(nanos) + " times " + times + " (expected: fewer digits)");
    }
    requireSane(what + " times " + times, nanos * times.numerator() / times.denominator());
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
                case CACHE_WRITE, CACHE_WRITE_5M -> dearestCacheWrite;
                case CACHE_WRITE_1H -> given.getOrDefault(TokenClass.CACHE_WRITE, NONE);
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
