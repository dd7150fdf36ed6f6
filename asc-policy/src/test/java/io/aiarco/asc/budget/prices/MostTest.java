package io.aiarco.asc.budget.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is held is the most that can be charged. */
class MostTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final EndpointId AT =
      new EndpointId(new ProviderId("p"), new ModelName("m"), new Region("eu"));
  private static final List<String> TIERS = List.of("default", "priority", "flex", "batch");

  @Property(tries = 3_000)
  void noUsageWithinABoundCostsMoreThanItsMost(@ForAll long seed) {
    Random random = new Random(seed);
    PriceTable table = table(random);
    long input = random.nextInt(400_000);
    long heard = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
    long output = random.nextInt(5_000);
    boolean writes = random.nextBoolean();
    Usage bound =
        Usage.builder(UsageSource.ESTIMATED)
            .tokens(writes ? TokenClass.CACHE_WRITE_1H : TokenClass.INPUT, input)
            .tokens(TokenClass.AUDIO_INPUT, heard)
            .tokens(TokenClass.OUTPUT, output)
            .build();
    Optional<Money> most = table.most(AT, NOW, bound);

    Usage.Builder within = Usage.builder(UsageSource.REPORTED);
    long left = random.nextBoolean() ? input : random.nextLong(input + 1);
    List<TokenClass> parts =
        writes
            ? List.of(
                TokenClass.CACHE_WRITE,
                TokenClass.CACHE_WRITE_5M,
                TokenClass.CACHE_WRITE_1H,
                TokenClass.CACHE_READ)
            : List.of(TokenClass.CACHE_READ);
    for (TokenClass part : parts) {
      long tokens = random.nextLong(left + 1);
      within.tokens(part, tokens);
      left -= tokens;
    }
    long thought = random.nextLong(output + 1);
    Usage usage =
        within
            .tokens(TokenClass.INPUT, left)
            .tokens(TokenClass.AUDIO_INPUT, random.nextLong(heard + 1))
            .tokens(TokenClass.REASONING, thought)
            .tokens(TokenClass.OUTPUT, output - thought)
            .build()
            .on(new Terms(TIERS.get(random.nextInt(TIERS.size())), geography(random)));

    Optional<Money> price = most.isEmpty() ? most : table.price(AT, NOW, usage);
    price.ifPresent(
        paid ->
            assertTrue(
                paid.compareTo(most.orElseThrow()) <= 0,
                () -> usage + " on " + usage.terms() + ": " + paid + " of " + most));
  }

  @Test
  void aCacheThatIsWrittenUnaskedCountsWhereItHasAPriceAsSuch() {
    PriceTable unasked =
        one(Map.of(TokenClass.INPUT, 4_000_000L, TokenClass.CACHE_WRITE, 5_000_000L));
    PriceTable asked =
        one(Map.of(TokenClass.INPUT, 4_000_000L, TokenClass.CACHE_WRITE_5M, 5_000_000L));
    Usage bound = Usage.of(1, 0, UsageSource.ESTIMATED);

    assertEquals(5, unasked.most(AT, NOW, bound).orElseThrow().nanos());
    assertEquals(4, asked.most(AT, NOW, bound).orElseThrow().nanos());
  }

  @Test
  void theDearestTierAndGeographyCount() {
    PriceRow row =
        PriceRow.builder(new ModelPattern("m"), rates(Map.of(TokenClass.INPUT, 1_000_000_000L)))
            .onServiceTier("priority", Multiplier.of("2"))
            .inGeography("us", Multiplier.of("1.1"))
            .build();
    PriceTable table = PriceTable.of("t", Currency.USD, List.of(row));
    Usage one = Usage.of(1, 0, UsageSource.REPORTED);

    assertEquals(2_200, table.most(AT, NOW, one).orElseThrow().nanos());
    assertEquals(1_000, nanos(table, one, Terms.LIST));
    assertEquals(2_000, nanos(table, one, new Terms("priority", null)));
    assertEquals(1_100, nanos(table, one, new Terms("default", "us")));
    assertEquals(1_000, nanos(table, one, new Terms("default", "eu")));
    assertEquals(
        Optional.empty(),
        table.price(AT, NOW, one.on(new Terms("scale", null))),
        "a missing tier is not the list price");
  }

  @Test
  void aBookWithoutTheListPriceHasNone() {
    PriceRow row =
        PriceRow.builder(new ModelPattern("m"), rates(Map.of(TokenClass.INPUT, 1L)))
            .serviceTier("flex")
            .build();
    PriceTable table = PriceTable.of("t", Currency.USD, List.of(row));

    assertEquals(Optional.empty(), table.most(AT, NOW, Usage.of(1, 1, UsageSource.ESTIMATED)));
  }

  private static long nanos(PriceTable table, Usage usage, Terms terms) {
    return table.price(AT, NOW, usage.on(terms)).orElseThrow().nanos();
  }

  private static PriceTable one(Map<TokenClass, Long> rates) {
    return PriceTable.of(
        "t", Currency.USD, List.of(PriceRow.of(new ModelPattern("m"), rates(rates))));
  }

  private static Rates rates(Map<TokenClass, Long> some) {
    Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
    rates.put(TokenClass.OUTPUT, 0L);
    rates.putAll(some);
    return Rates.of(rates);
  }

  private static String geography(Random random) {
    return random.nextBoolean() ? null : random.nextBoolean() ? "us" : "eu";
  }

  /** Rows of every shape, with rates whose tokens cost no whole number of nanos. */
  private static PriceTable table(Random random) {
    PriceRow.Builder row = PriceRow.builder(new ModelPattern("m"), rates(random));
    if (random.nextBoolean()) {
      row.above(200_000, rates(random));
    }
    if (random.nextBoolean()) {
      row.onServiceTier("batch", Multiplier.of("0.5"))
          .onServiceTier("priority", Multiplier.of("7/3"));
    }
    if (random.nextBoolean()) {
      row.inGeography("us", Multiplier.of("1.1"));
    }
    row.perRequestNanos(random.nextInt(100));
    PriceRow flex =
        PriceRow.builder(new ModelPattern("m"), rates(random)).serviceTier("flex").build();
    PriceRow any = PriceRow.of(new ModelPattern("*"), rates(random));
    return PriceTable.of("t", Currency.USD, List.of(row.build(), flex, any));
  }

  private static Rates rates(Random random) {
    Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
    for (TokenClass tokenClass : TokenClass.values()) {
      boolean required = tokenClass == TokenClass.INPUT || tokenClass == TokenClass.OUTPUT;
      if (required || random.nextInt(3) > 0) {
        rates.put(tokenClass, random.nextLong(20_000_000_000L));
      }
    }
    return Rates.of(rates);
  }
}
