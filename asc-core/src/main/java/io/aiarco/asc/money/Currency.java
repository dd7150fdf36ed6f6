package io.aiarco.asc.money;

/** A currency by its ISO 4217 code, three capital letters; no other is taken. Immutable. */
public record Currency(String code) {
  /** US dollar, the currency providers publish prices in. */
  public static final Currency USD = new Currency("USD");

  public Currency {
    if (!isCode(code)) {
      throw new IllegalArgumentException(
          "currency: " + code + " (expected: ISO 4217 code such as USD)");
    }
  }

  private static boolean isCode(String code) {
    if (code.length() != 3) {
      return false;
    }
    try {
      java.util.Currency.getInstance(code);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
