package io.aiarco.asc.budget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Their sum account by account: one line per unit and amount, no account twice. */
  public static List<HoldLine> sum(List<HoldLine> lines) {
    Map<Account, Long> sums = new LinkedHashMap<>();
    lines.forEach(
        line -> line.accounts().forEach(a -> sums.merge(a, line.amount(), Math::addExact)));
    Map<HoldLine, List<Account>> groups = new LinkedHashMap<>();
    sums.forEach(
        (account, amount) ->
            groups
                .computeIfAbsent(
                    new HoldLine(account.unit(), amount, List.of()), same -> new ArrayList<>())
                .add(account));
    return groups.entrySet().stream()
        .map(
            group -> new HoldLine(group.getKey().unit(), group.getKey().amount(), group.getValue()))
        .toList();
  }

  /** The same accounts with another amount. */
  public HoldLine withAmount(long other) {
    return new HoldLine(unit, other, accounts);
  }
}
