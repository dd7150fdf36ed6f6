package io.aiarco.asc.budget;

import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;

/**
 * What an account counts. Amounts of a currency are billionths of its unit, all others are plain
 * counts.
 *
 * @param code an ISO 4217 code, {@code tok}, {@code req} or {@code par}. Immutable.
 */
public record Unit(String code) {
  /** Tokens. */
  public static final Unit TOKENS = new Unit("tok");

  /** Requests. */
  public static final Unit REQUESTS = new Unit("req");

  /** Calls in flight. Never settled, only held. */
  public static final Unit PARALLEL = new Unit("par");

  /** Money of one currency. */
  public static Unit money(Currency currency) {
    return currency.equals(Currency.USD) ? Usd.UNIT : new Unit(currency.code());
  }

  private static final class Usd {
    static final Unit UNIT = new Unit("USD");
  }

  /** Whether amounts are billionths of a currency unit. */
  public boolean isMoney() {
    return code.length() == 3 && code.charAt(0) >= 'A' && code.charAt(0) <= 'Z';
  }

  /** {@code amount} as the audit log writes it: a decimal string in the unit. */
  public String format(long amount) {
    return isMoney() ? Money.decimal(amount) : Long.toString(amount);
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException when it is no amount of this unit
   */
  public long parse(String amount) {
    if (isMoney()) {
      return Money.of(amount, new Currency(code)).nanos();
    }
    try {
      return Long.parseLong(amount);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "amount: " + amount + " (expected: a whole number of " + code + ")", e);
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
