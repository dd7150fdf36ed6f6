package io.aiarco.asc.budget;

import java.util.Map;

/** The state of all accounts that have one, as a log tells it. Immutable. */
public record Balances(Map<Account, Balance> accounts) {
  /** None. */
  public static final Balances NONE = new Balances(Map.of());

  public Balances {
    accounts = Map.copyOf(accounts);
  }

  /** One account's state; zero when it has none. */
  public Balance of(Account account) {
    return accounts.getOrDefault(account, Balance.ZERO);
  }
}
