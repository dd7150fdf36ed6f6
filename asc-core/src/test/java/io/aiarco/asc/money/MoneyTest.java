package io.aiarco.asc.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class MoneyTest {
  private static final BigInteger PER_RATE = BigInteger.valueOf(1_000_000);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  @Property
  void tokensCostTheExactPriceRoundedUp(
      @ForAll @LongRange(min = 0) long tokens, @ForAll @LongRange(min = 0) long rate) {
    BigInteger expected =
        BigInteger.valueOf(tokens)
            .multiply(BigInteger.valueOf(rate))
            .add(PER_RATE.subtract(BigInteger.ONE))
            .divide(PER_RATE);

    if (expected.compareTo(MAX) > 0) {
      assertThrows(ArithmeticException.class, () -> Money.ofTokens(tokens, rate, Currency.USD));
    } else {
      assertEquals(
          expected, BigInteger.valueOf(Money.ofTokens(tokens, rate, Currency.USD).nanos()));
    }
  }

  @Property
  void usualPricesAreExactToo(
      @ForAll @LongRange(min = 0, max = 10_000_000) long tokens,
      @ForAll @LongRange(min = 0, max = 200_000_000_000L) long rate) {
    tokensCostTheExactPriceRoundedUp(tokens, rate);
  }

  @Property
  void theDecimalReadsBack(@ForAll long nanos) {
    Money money = new Money(nanos, Currency.USD);

    assertEquals(money, Money.of(money.decimal(), Currency.USD));
  }

  @Property
  void sumAndDifferenceAreExactOrRefused(@ForAll long a, @ForAll long b) {
    Money left = new Money(a, Currency.USD);
    Money right = new Money(b, Currency.USD);
    BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
    BigInteger difference = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));

    if (sum.bitLength() < Long.SIZE) {
      assertEquals(sum.longValueExact(), left.plus(right).nanos());
    } else {
      assertThrows(ArithmeticException.class, () -> left.plus(right));
    }
    if (difference.bitLength() < Long.SIZE) {
      assertEquals(difference.longValueExact(), left.minus(right).nanos());
    } else {
      assertThrows(ArithmeticException.class, () -> left.minus(right));
    }
  }

  @Example
  void decimalsAreTheShortest() {
    assertEquals("0", Money.zero(Currency.USD).decimal());
    assertEquals("12", Money.of("12.00", Currency.USD).decimal());
    assertEquals("0.0012", new Money(1_200_000, Currency.USD).decimal());
    assertEquals("-9223372036.854775808", Money.decimal(Long.MIN_VALUE));
  }

  @Example
  void whatIsNoAmountIsRefusedByValue() {
    for (String bad : new String[] {"", "x", "1.0000000001", "9223372037", "1,5"}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Money.of(bad, Currency.USD));
      assertEquals(true, refused.getMessage().startsWith("amount: " + bad + " (expected:"));
    }
  }

  @Example
  void currenciesDoNotMix() {
    Money euro = Money.of("1", new Currency("EUR"));
    Money dollar = Money.of("1", Currency.USD);

    assertThrows(IllegalArgumentException.class, () -> dollar.plus(euro));
    assertThrows(IllegalArgumentException.class, () -> dollar.compareTo(euro));
    assertThrows(IllegalArgumentException.class, () -> new Currency("usd"));
    assertThrows(IllegalArgumentException.class, () -> new Currency("ZZZ"));
  }
}
