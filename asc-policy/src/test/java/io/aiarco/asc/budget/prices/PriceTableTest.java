package io.aiarco.asc.budget.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceTableTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final long UNIT = Money.NANOS_PER_UNIT;

  @Property
  void aCostIsTheSumOverClassesEachRoundedUp(
      @ForAll @LongRange(max = 10_000_000) long input,
      @ForAll @LongRange(max = 10_000_000) long cached,
      @ForAll @LongRange(max = 1_000_000) long output,
      @ForAll @LongRange(max = 100_000_000_000L) long inputRate,
      @ForAll @LongRange(max = 100_000_000_000L) long cachedRate,
      @ForAll @LongRange(max = 100_000_000_000L) long outputRate) {
    Rates rates =
        Rates.of(
            Map.of(
                TokenClass.INPUT,
                inputRate,
                TokenClass.CACHE_READ,
                cachedRate,
                TokenClass.OUTPUT,
                outputRate));
    PriceTable table = table(PriceRow.of(new ModelPattern("m"), rates));

    Optional<Money> price =
        table.price(
            endpoint("p", "m"),
            NOW,
            Usage.builder(UsageSource.REPORTED)
                .tokens(TokenClass.INPUT, input)
                .tokens(TokenClass.CACHE_READ, cached)
                .tokens(TokenClass.OUTPUT, output)
                .build());

    assertEquals(
        ceil(input, inputRate) + ceil(cached, cachedRate) + ceil(output, outputRate),
        price.orElseThrow().nanos());
  }

  @Property
  void noDerivedRateIsBelowTheRateItStandsFor(
      @ForAll @LongRange(max = 1000) long input,
      @ForAll @LongRange(max = 1000) long fiveMinutes,
      @ForAll @LongRange(max = 1000) long oneHour,
      @ForAll @LongRange(max = 1000) long output) {
    Rates rates =
        Rates.of(
            Map.of(
                TokenClass.INPUT,
                input,
                TokenClass.CACHE_WRITE_5M,
                fiveMinutes,
                TokenClass.CACHE_WRITE_1H,
                oneHour,
                TokenClass.OUTPUT,
                output));

    assertEquals(input, rates.nanosPerMillion(TokenClass.CACHE_READ).orElseThrow());
    assertEquals(output, rates.nanosPerMillion(TokenClass.REASONING).orElseThrow());
    assertEquals(
        Math.max(fiveMinutes, oneHour),
        rates.nanosPerMillion(TokenClass.CACHE_WRITE).orElseThrow());
  }

  @Test
  void aMissingPriceIsNotZero() {
    PriceTable table = table(PriceRow.of(new ModelPattern("m"), rates(1, 2)));

    assertEquals(Optional.empty(), table.price(endpoint("p", "other"), NOW, usage(1, 1)));
    assertEquals(
        Optional.empty(),
        table.price(
            endpoint("p", "m"),
            NOW,
            Usage.builder(UsageSource.REPORTED).tokens(TokenClass.AUDIO_INPUT, 1).build()));
    assertEquals(
        Optional.empty(),
        table.price(
            endpoint("p", "m"),
            NOW,
            Usage.builder(UsageSource.REPORTED).tokens(TokenClass.CACHE_WRITE, 1).build()));
  }

  @Test
  void theMostParticularRowPrices() {
    PriceTable table =
        table(
            PriceRow.of(new ModelPattern("*"), rates(1, 0)),
            PriceRow.of(new ModelPattern("gpt-5*"), rates(2, 0)),
            PriceRow.of(new ModelPattern("gpt-5"), rates(3, 0)),
            row("azure", "gpt-5", null, rates(4, 0)),
            row("azure", "gpt*", null, rates(5, 0)));

    assertEquals(1, units(table, "openai", "o3"));
    assertEquals(2, units(table, "openai", "gpt-5-mini"));
    assertEquals(3, units(table, "openai", "gpt-5"));
    assertEquals(4, units(table, "azure", "gpt-5"));
    assertEquals(5, units(table, "azure", "gpt-5-mini"));
  }

  @Test
  void theOperatorsRowsComeFirst() {
    PriceTable book = table(row("azure", "gpt-5", null, rates(4, 0)));

    PriceTable own = book.with(List.of(PriceRow.of(new ModelPattern("gpt*"), rates(7, 0))));

    assertEquals(7, units(own, "azure", "gpt-5"));
    assertNotEquals(book.sha256(), own.sha256());
  }

  @Test
  void aNewPriceBitesAtItsInstant() {
    PriceTable table =
        table(
            row(null, "m", null, rates(1, 0)),
            row(null, "m", NOW, rates(2, 0)),
            row(null, "m", NOW.plusSeconds(60), rates(3, 0)));

    assertEquals(1, units(table, "p", "m", NOW.minusNanos(1)));
    assertEquals(2, units(table, "p", "m", NOW));
    assertEquals(3, units(table, "p", "m", NOW.plusSeconds(60)));
  }

  @Test
  void aLongInputRepricesTheWholeRequest() {
    PriceTable bundled = PriceTable.bundled();
    EndpointId sonnet = endpoint("anthropic", "claude-sonnet-4-5-20250929");

    assertEquals("0.6", bundled.price(sonnet, NOW, usage(200_000, 0)).orElseThrow().decimal());
    assertEquals("1.200006", bundled.price(sonnet, NOW, usage(200_001, 0)).orElseThrow().decimal());
  }

  @Test
  void equalBooksHaveEqualHashesWhateverTheOrderTheyWereWrittenIn() {
    PriceRow one = PriceRow.of(new ModelPattern("a"), rates(1, 2));
    PriceRow two = PriceRow.of(new ModelPattern("bb"), rates(3, 4));

    assertEquals(table(one, two).sha256(), table(two, one).sha256());
    assertNotEquals(table(one).sha256(), table(one, two).sha256());
  }

  @Test
  void theBundledBookPricesTheSimulator() {
    PriceTable bundled = PriceTable.bundled();

    assertEquals(Currency.USD, bundled.currency());
    assertEquals("2026-11", bundled.version());
    assertTrue(bundled.price(endpoint("sim", "sim-small"), NOW, usage(1, 1)).isPresent());
    assertTrue(bundled.price(endpoint("sim", "sim-else"), NOW, usage(1, 1)).isPresent());
  }

  @Test
  void ratesNeedInputAndOutput() {
    assertThrows(IllegalArgumentException.class, () -> Rates.of(Map.of(TokenClass.INPUT, 1L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Rates.of(Map.of(TokenClass.INPUT, -1L, TokenClass.OUTPUT, 1L)));
  }

  private static long ceil(long tokens, long rate) {
    BigInteger[] parts =
        BigInteger.valueOf(tokens)
            .multiply(BigInteger.valueOf(rate))
            .divideAndRemainder(BigInteger.valueOf(1_000_000));
    return parts[0].longValueExact() + parts[1].signum();
  }

  /** The price of a million tokens of input, in whole units. */
  private static long units(PriceTable table, String provider, String model) {
    return units(table, provider, model, NOW);
  }

  private static long units(PriceTable table, String provider, String model, Instant at) {
    return table.price(endpoint(provider, model), at, usage(1_000_000, 0)).orElseThrow().nanos()
        / UNIT;
  }

  private static PriceTable table(PriceRow... rows) {
    return PriceTable.of("test", Currency.USD, List.of(rows));
  }

  private static PriceRow row(
      @Nullable String provider, String model, @Nullable Instant from, Rates rates) {
    return PriceRow.builder(new ModelPattern(model), rates)
        .provider(provider == null ? null : new ProviderId(provider))
        .from(from)
        .build();
  }

  private static Rates rates(long input, long output) {
    Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
    rates.put(TokenClass.INPUT, input * UNIT);
    rates.put(TokenClass.OUTPUT, output * UNIT);
    return Rates.of(rates);
  }

  private static Usage usage(long input, long output) {
    return Usage.of(input, output, UsageSource.REPORTED);
  }

  private static EndpointId endpoint(String provider, String model) {
    return new EndpointId(new ProviderId(provider), new ModelName(model), new Region("eu-west"));
  }
}
