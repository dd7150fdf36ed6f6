package io.aiarco.asc.budget;

import java.util.List;

/**
 * One amount, on every account it counts against.
 *
 * @param amount at least 0, in the unit (billionths for money)
 * @param accounts each of this unit, none twice. Immutable.
 */
public record HoldLine(Unit unit, long amount, List<Account> accounts) {
  /** How many lines the audit log takes in one list. */
  public static final int MOST_LINES = 8;

  /** How many accounts all lines of one list may have together. */
  public static final int MOST_ACCOUNTS = 64;

  public HoldLine {
    if (amount < 0) {
      throw new IllegalArgumentException("amount: " + amount + " " + unit + " (expected: >= 0)");
    }
    accounts = List.copyOf(accounts);
    for (Account account : accounts) {
      if (!account.unit().equals(unit)) {
        throw new IllegalArgumentException(
            "account: " + account + " (expected: unit " + unit + ")");
      }
    }
  }

  /** The same accounts with another amount. */
  public HoldLine withAmount(long other) {
    return new HoldLine(unit, other, accounts);
  }
}
