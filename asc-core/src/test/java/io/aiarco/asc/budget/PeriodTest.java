package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.money.Currency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PeriodTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Unit USD = Unit.money(Currency.USD);

  /**
   * Cairo's clocks skip midnight, Havana's show it twice, Lord Howe's move by half an hour, and
   * Apia left out a day.
   */
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          BERLIN,
          ZoneId.of("Africa/Cairo"),
          ZoneId.of("America/Havana"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Pacific/Apia"));

  @Property
  void everyInstantLiesBeforeTheEndOfItsOwnPeriodAndNotInTheNext(
      @ForAll @LongRange(min = 1_320_000_000L, max = 1_900_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 6) int zone,
      @ForAll @IntRange(min = 0, max = 6) int kind) {
    Instant instant = Instant.ofEpochSecond(second);
    Period period = Period.values()[kind];

    Account account = limit(period, ZONES.get(zone)).accountAt(instant);
    Instant end = account.periodEnd().orElseThrow();

    assertTrue(instant.isBefore(end));
    assertEquals(account, limit(period, ZONES.get(zone)).accountAt(end.minusNanos(1)));
    assertFalse(account.equals(limit(period, ZONES.get(zone)).accountAt(end)));
    assertEquals(
        OptionalLong.of(5), Limits.of(List.of(limit(period, ZONES.get(zone)))).of(account));
  }

  /** From one period's first instant on, all have its span until the next one's first. */
  @Property
  void thePeriodsOfAZoneFollowOneAnotherWithoutGapOrOverlap(
      @ForAll @LongRange(min = 1_320_000_000L, max = 1_900_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 6) int zone,
      @ForAll @IntRange(min = 0, max = 6) int kind) {
    Instant instant = Instant.ofEpochSecond(second);
    Period period = Period.values()[kind];
    ZoneId in = ZONES.get(zone);

    Instant start = period.start(instant, in);

    assertFalse(start.isAfter(instant));
    assertEquals(period.span(instant, in), period.span(start, in));
    String before = period.span(start.minusNanos(1), in);
    assertFalse(before.equals(period.span(instant, in)));
    Instant ended = new Account(USD, "org", before).periodEnd().orElseThrow();
    // An hour of the clocks before they were changed may have had longer to go.
    assertTrue(ended.equals(start) || kind <= 1 && ended.isAfter(start));
  }

  @Property
  void aSpanDoesNotDependOnWhatWasAskedBefore(
      @ForAll @IntRange(min = 0, max = 120) int minute,
      @ForAll @IntRange(min = 0, max = 120) int before,
      @ForAll @IntRange(min = 0, max = 6) int kind) {
    // Around 2026-04-04T15:00Z, when Lord Howe's clocks go back by half an hour.
    Instant from = Instant.parse("2026-04-04T14:00:00Z");
    ZoneId zone = ZoneId.of("Australia/Lord_Howe");
    Period period = Period.values()[kind];
    period.span(from.minus(Duration.ofDays(800)), zone);
    String alone = period.span(from.plus(Duration.ofMinutes(minute)), zone);

    period.span(from.plus(Duration.ofMinutes(before)), zone);

    assertEquals(alone, period.span(from.plus(Duration.ofMinutes(minute)), zone));
  }

  @Example
  void daysHave23Or25HoursWhenClocksChange() {
    assertEquals(
        "2026-03-29~2026-03-29T22:00:00Z",
        Period.DAY.span(Instant.parse("2026-03-28T23:00:00Z"), BERLIN));
    assertEquals(
        "2026-10-25~2026-10-25T23:00:00Z",
        Period.DAY.span(Instant.parse("2026-10-24T22:00:00Z"), BERLIN));
  }

  @Example
  void aDayThatBeginsAtOneEndsAtMidnight() {
    // In Cairo the clocks went from 2024-04-26T00:00+02:00 to 01:00+03:00.
    assertEquals(
        "2024-04-26~2024-04-26T21:00:00Z",
        Period.DAY.span(Instant.parse("2024-04-26T10:00:00Z"), ZoneId.of("Africa/Cairo")));
  }

  @Example
  void theHourThatComesTwiceIsTwoAccounts() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");

    assertEquals("2026-10-25T02~2026-10-25T01:00:00Z", Period.HOUR.span(first, BERLIN));
    assertEquals(
        "2026-10-25T02~2026-10-25T02:00:00Z",
        Period.HOUR.span(first.plus(Duration.ofHours(1)), BERLIN));
  }

  @Example
  void monthsAndYearsEndWhereTheNextBegin() {
    Instant leap = Instant.parse("2028-02-29T23:59:59.999Z");

    assertEquals("2028-02~2028-03-01T00:00:00Z", Period.MONTH.span(leap, ZoneOffset.UTC));
    assertEquals("2028-03~2028-03-31T22:00:00Z", Period.MONTH.span(leap, BERLIN));
    assertEquals("2028~2029-01-01T00:00:00Z", Period.YEAR.span(leap, ZoneOffset.UTC));
    assertEquals("2028-02-29T23:59~2028-03-01T00:00:00Z", Period.MINUTE.span(leap, ZoneOffset.UTC));
    assertEquals("total~always", Period.TOTAL.span(leap, ZoneOffset.UTC));
    assertEquals("now~always", Period.NOW.span(leap, ZoneOffset.UTC));
  }

  @Example
  void weeksBeginOnMondaysAndQuartersEveryThirdMonth() {
    Instant sunday = Instant.parse("2026-11-29T23:30:00Z");

    assertEquals("2026-11-23~2026-11-30T00:00:00Z", Period.WEEK.span(sunday, ZoneOffset.UTC));
    assertEquals("2026-11-30~2026-12-06T23:00:00Z", Period.WEEK.span(sunday, BERLIN));
    assertEquals("2026-10~2027-01-01T00:00:00Z", Period.QUARTER.span(sunday, ZoneOffset.UTC));
    assertEquals(
        "2027-01~2027-03-31T22:00:00Z",
        Period.QUARTER.span(Instant.parse("2026-12-31T23:00:00Z"), BERLIN));
  }

  /** A week and the Monday it is spelled with, a quarter and its first month. */
  @Example
  void noTwoPeriodsHaveOneAccount() {
    Instant monday = Instant.parse("2026-01-05T00:00:00Z");
    long spans =
        java.util.Arrays.stream(Period.values())
            .map(period -> period.span(monday, ZoneOffset.UTC))
            .distinct()
            .count();

    assertEquals(Period.values().length, spans);
  }

  @Example
  void anAccountIdReadsBack() {
    for (Period period : Period.values()) {
      Account account = limit(period, BERLIN).accountAt(Instant.parse("2026-11-21T12:00:00Z"));

      assertEquals(account, Account.parse(USD, account.id()));
    }
  }

  @Example
  void whatIsNoAccountIdIsRefusedByValue() {
    for (String bad : List.of("", "tenant", "/2026~always", "tenant/acme", "a~b/c")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Account.parse(USD, bad));
      assertTrue(refused.getMessage().startsWith("account id: " + bad + " (expected:"));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Account(USD, "t/" + "x".repeat(90), "a~always"));
    assertThrows(
        IllegalArgumentException.class, () -> Account.parse(USD, "t/a~tomorrow").periodEnd());
  }

  @Example
  void aLimitCoversItsOwnAccountsOnly() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    Limits limits = Limits.of(List.of(limit(Period.DAY, BERLIN)));

    assertEquals(OptionalLong.of(5), limits.of(limit(Period.DAY, BERLIN).accountAt(noon)));
    assertEquals(OptionalLong.empty(), limits.of(limit(Period.MONTH, BERLIN).accountAt(noon)));
    assertEquals(
        OptionalLong.empty(), limits.of(limit(Period.DAY, ZoneOffset.UTC).accountAt(noon)));
    assertEquals(
        OptionalLong.empty(),
        limits.of(new Limit(Unit.REQUESTS, "tenant/acme", Period.DAY, BERLIN, 5).accountAt(noon)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Limits.of(List.of(limit(Period.DAY, BERLIN), limit(Period.DAY, ZoneOffset.UTC))));
  }

  private static Limit limit(Period period, ZoneId zone) {
    return new Limit(USD, "tenant/acme", period, zone, 5);
  }
}
