package io.aiarco.asc.audit.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Instants and amounts are read by hand, and mean what the JDK and {@link Money} make of them. */
class SpellingTest {
  private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]{0,8}[1-9])?");
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");

  @Property
  void instantsAreReadAsTheyAreWritten(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @LongRange(min = 0, max = 999_999_999) long nanos)
      throws FormatException {
    Instant instant = Instant.ofEpochSecond(second, nanos);

    assertEquals(instant, Instants.read("expires", instant.toString()));
    Instants.requireStamp(Instants.stamp(instant));
    assertEquals(
        instant.truncatedTo(ChronoUnit.MICROS), Instants.read("ts", Instants.stamp(instant)));
  }

  @Property
  void instantsAreWrittenAsTheJdkWritesThem(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @LongRange(min = 0, max = 999_999_999) long nanos,
      @ForAll("precisions") ChronoUnit precision) {
    Instant instant = Instant.ofEpochSecond(second, nanos).truncatedTo(precision);

    assertEquals(instant.toString(), Instants.text(instant));
  }

  @Provide
  Arbitrary<ChronoUnit> precisions() {
    return Arbitraries.of(
        ChronoUnit.NANOS, ChronoUnit.MICROS, ChronoUnit.MILLIS, ChronoUnit.SECONDS);
  }

  @Property(tries = 5_000)
  void whatIsNearlyAnInstantIsJudgedAsTheGrammarJudgesIt(@ForAll long seed) {
    String text = nearly("2026-02-28T23:59:59.123456Z", "0123456789-:TZ. ", new Random(seed));
    boolean instant = INSTANT.matcher(text).matches() && !text.startsWith("0000");
    try {
      Instant expected = instant ? Instant.parse(text) : null;
      assertEquals(expected, Instants.read("expires", text), text);
    } catch (FormatException e) {
      assertEquals(false, instant, text);
    } catch (java.time.DateTimeException e) {
      assertThrows(FormatException.class, () -> Instants.read("expires", text), text);
    }
  }

  @Property
  void amountsAreReadAsTheyAreWritten(@ForAll @LongRange(min = 0) long amount)
      throws FormatException {
    for (Unit unit : new Unit[] {Unit.money(Currency.USD), Unit.TOKENS}) {
      assertEquals(amount, HoldLines.amount(unit, unit.format(amount)));
    }
  }

  @Property(tries = 5_000)
  void whatIsNearlyAnAmountIsJudgedAsTheGrammarJudgesIt(@ForAll long seed) {
    Random random = new Random(seed);
    String text = nearly(Money.decimal(random.nextLong(0, Long.MAX_VALUE)), "0123456789.-", random);
    Unit unit = Unit.money(Currency.USD);
    try {
      assertEquals(Money.of(text, Currency.USD).nanos(), HoldLines.amount(unit, text), text);
      assertEquals(true, AMOUNT.matcher(text).matches(), text);
    } catch (FormatException e) {
      assertEquals(false, AMOUNT.matcher(text).matches() && fits(text), text);
    } catch (IllegalArgumentException e) {
      assertThrows(FormatException.class, () -> HoldLines.amount(unit, text), text);
    }
  }

  @Example
  void aTokenHasNoFraction() {
    assertThrows(FormatException.class, () -> HoldLines.amount(Unit.TOKENS, "1.5"));
    assertThrows(FormatException.class, () -> HoldLines.amount(Unit.TOKENS, "9223372036854775808"));
  }

  private static boolean fits(String text) {
    try {
      Money.of(text, Currency.USD);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code text} with one character put in, taken out or changed, or as it is. */
  private static String nearly(String text, String alphabet, Random random) {
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    char c = alphabet.charAt(random.nextInt(alphabet.length()));
    switch (random.nextInt(4)) {
      case 0 -> changed.insert(at, c);
      case 1 -> changed.deleteCharAt(at);
      case 2 -> changed.setCharAt(at, c);
      default -> {}
    }
    return changed.toString();
  }
}
