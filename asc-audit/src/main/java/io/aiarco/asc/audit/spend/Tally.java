package io.aiarco.asc.audit.spend;

import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up one row. Amounts are billionths of its currency. Single-thread. */
@SuppressWarnings("EnumOrdinal") // an array by class, never stored
final class Tally {
  private static final TokenClass[] CLASSES = TokenClass.values();

  private final Currency currency;
  private final long[] tokens = new long[CLASSES.length];
  private final TreeSet<String> priceBooks = new TreeSet<>();
  private long calls;
  private long attempts;
  private long failed;
  private long duplicates;
  private long refused;
  private long cost;
  private long estimated;
  private long wasted;
  private long saved;
  private long unpricedTokens;
  private String lastBook = "";

  Tally(Currency currency) {
    this.currency = currency;
  }

  void calls(long count) {
    calls += count;
  }

  void attempt(SpentAttempt attempt) {
    attempts++;
    failed += attempt.isWasted() ? 1 : 0;
    Usage usage = attempt.usage();
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Math.addExact(tokens[i], usage.tokens(CLASSES[i]));
    }
    Cost charged = attempt.cost();
    if (charged == null) {
      unpricedTokens = Math.addExact(unpricedTokens, usage.totalTokens());
      return;
    }
    long nanos = charged.amount().nanos();
    cost = Math.addExact(cost, nanos);
    estimated += charged.source() == UsageSource.REPORTED ? 0 : nanos;
    wasted += attempt.isWasted() ? nanos : 0;
    if (!charged.priceBook().isEmpty() && !charged.priceBook().equals(lastBook)) {
      lastBook = charged.priceBook();
      priceBooks.add(lastBook);
    }
  }

  void refusal() {
    refused++;
  }

  void duplicate(@Nullable Money worth) {
    duplicates++;
    saved = worth == null ? saved : Math.addExact(saved, worth.nanos());
  }

  Spend spend() {
    Map<TokenClass, Long> byClass = new EnumMap<>(TokenClass.class);
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] != 0) {
        byClass.put(CLASSES[i], tokens[i]);
      }
    }
    return new Spend(
        calls,
        attempts,
        failed,
        duplicates,
        refused,
        new Money(cost, currency),
        new Money(estimated, currency),
        new Money(wasted, currency),
        new Money(saved, currency),
        Collections.unmodifiableMap(byClass),
        unpricedTokens,
        Collections.unmodifiableSortedSet(priceBooks));
  }
}
