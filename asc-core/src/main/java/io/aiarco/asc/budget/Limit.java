package io.aiarco.asc.budget;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The most that may be settled and held together on each account of one scope and period kind.
 * Hard: it holds at every instant, under any concurrency.
 *
 * @param amount at least 0, in the unit (billionths for money). Immutable.
 */
public record Limit(Unit unit, String scope, Period period, ZoneId zone, long amount) {
  public Limit {
    if (amount < 0) {
      throw new IllegalArgumentException(
          "limit " + scope + ": " + unit.format(amount) + " (expected: >= 0)");
    }
  }

  /** The account this limits at {@code instant}. */
  public Account accountAt(Instant instant) {
    return new Account(unit, scope, period.span(instant, zone));
  }

  /** Whether {@code account} is one this limits, at whatever time. */
  boolean covers(Account account) {
    // An account's last instant lies in its period whatever the period's length.
    Instant within = account.periodEnd().map(end -> end.minusNanos(1)).orElse(Instant.EPOCH);
    return unit.equals(account.unit())
        && scope.equals(account.scope())
        && period.span(within, zone).equals(account.span());
  }
}
