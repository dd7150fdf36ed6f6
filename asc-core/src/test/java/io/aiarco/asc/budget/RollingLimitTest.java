package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A limit over the last hours or days, whatever the clock and its zone do meanwhile. */
class RollingLimitTest {
  private static final long MOST = 100;

  /** Around changes of clocks by an hour, by half an hour, and by a whole day that was left out. */
  private static final List<Start> STARTS =
      List.of(
          new Start("2026-11-21T12:00:00Z", ZoneOffset.UTC),
          new Start("2026-03-27T12:00:00Z", ZoneId.of("Europe/Berlin")),
          new Start("2026-10-23T12:00:00Z", ZoneId.of("Europe/Berlin")),
          new Start("2026-04-04T10:00:00Z", ZoneId.of("Australia/Lord_Howe")),
          new Start("2026-10-03T10:00:00Z", ZoneId.of("Australia/Lord_Howe")),
          new Start("2011-12-28T08:00:00Z", ZoneId.of("Pacific/Apia")));

  record Start(String at, ZoneId zone) {}

  /** Time goes on by {@code minutes}, or back; then a call uses {@code amount}. */
  record Step(int minutes, long amount, boolean settled) {}

  /** What a call took, and when. */
  private record Use(Instant at, long amount) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whateverWasUsedWithinTheWindowNeverPassesTheLimit(
      @ForAll @IntRange(max = 5) int start,
      @ForAll @IntRange(min = 1, max = 4) int past,
      @ForAll("steps") @Size(max = 80) List<Step> steps,
      @ForAll @IntRange(max = 2) int kind) {
    Period period = List.of(Period.MINUTE, Period.HOUR, Period.DAY).get(kind);
    Limit limit = limit(period, past, STARTS.get(start).zone());
    ManualClock clock = new ManualClock(Instant.parse(STARTS.get(start).at()));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    List<Use> uses = new ArrayList<>();
    Duration window = period.length().multipliedBy(past);
    Instant latest = clock.instant();
    int call = 0;

    for (Step step : steps) {
      clock.advance(period.length().dividedBy(60).multipliedBy(step.minutes()));
      Instant now = clock.instant();
      List<HoldLine> line = line(limit.accountAt(now), step.amount());
      latest = now.isAfter(latest) ? now : latest;
      boolean room = hasRoom(limit, ledger, now, step.amount());
      if (mayBeForgotten(line, latest)) {
        continue; // the clock went back to a period that has no room once it is forgotten
      }
      if (!room) {
        assertThrows(BudgetExhaustedException.class, () -> ledger.hold(call(0), line, now));
      } else {
        Hold hold = ledger.hold(call(++call), line, now);
        uses.add(new Use(now, step.amount()));
        if (step.settled()) {
          assertTrue(ledger.settle(hold, line));
        }
      }
      for (Use last : uses) {
        assertTrue(within(uses, last.at(), window) <= MOST);
      }
      ledger.limits(Limits.of(List.of(limit)));
    }
  }

  private static boolean mayBeForgotten(List<HoldLine> line, Instant latest) {
    Instant end = line.get(0).accounts().get(0).periodEnd().orElseThrow();
    return !end.isAfter(latest.minus(Duration.ofMinutes(15)));
  }

  /** Room in the window that ends now and in each later one that this period lies in. */
  private static boolean hasRoom(
      Limit limit, InMemoryBudgetLedger ledger, Instant now, long amount) {
    Account account = limit.accountAt(now);
    Instant at = now;
    for (int i = 0; i <= limit.past() + 1; i++) {
      List<Account> window = limit.accountsAt(at);
      long used = window.stream().mapToLong(each -> ledger.balance(each).total()).sum();
      if (window.contains(account) && used + amount > MOST) {
        return false;
      }
      at = window.get(0).periodEnd().orElseThrow();
    }
    return true;
  }

  private static long within(List<Use> uses, Instant end, Duration window) {
    return uses.stream()
        .filter(use -> !use.at().isAfter(end) && use.at().isAfter(end.minus(window)))
        .mapToLong(Use::amount)
        .sum();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(0, 90)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-150, 0))),
            Arbitraries.longs().between(0, 70),
            Arbitraries.of(true, true, false))
        .as(Step::new)
        .list();
  }

  @Example
  void whatWasUsedComesFreeOnePeriodAtATime() {
    Limit limit = limit(Period.HOUR, 24, ZoneOffset.UTC);
    ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:59:59Z"));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);
    use(ledger, 1, limit.accountAt(clock.instant()), 60);
    clock.advance(Duration.ofSeconds(1));
    use(ledger, 2, limit.accountAt(clock.instant()), 40);

    clock.advance(Duration.ofHours(24).minusSeconds(1));
    Account dayLater = limit.accountAt(clock.instant());
    assertThrows(BudgetExhaustedException.class, () -> use(ledger, 3, dayLater, 1));

    clock.advance(Duration.ofSeconds(1));
    use(ledger, 4, limit.accountAt(clock.instant()), 60);
    assertThrows(
        BudgetExhaustedException.class, () -> use(ledger, 5, limit.accountAt(clock.instant()), 1));
  }

  /** After a restart the log's balances are taken over in any order, long ended minutes too. */
  @Example
  void restoredPeriodsCountInTheWindow() {
    Limit rolling = limit(Period.HOUR, 24, ZoneOffset.UTC);
    Limit minute = limit(Period.MINUTE, 0, ZoneOffset.UTC);
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    for (int order = 0; order < 2; order++) {
      InMemoryBudgetLedger ledger =
          InMemoryBudgetLedger.create(Limits.of(List.of(rolling, minute)), new ManualClock(now));
      Account hour = rolling.accountAt(now.minus(Duration.ofHours(20)));
      for (int i = 0; i < 50; i++) {
        Account ended = minute.accountAt(now.minus(Duration.ofMinutes(60L + i)));
        ledger.restore(new Balances(Map.of(ended, new Balance(1, 0))));
        if (i == order * 49) {
          ledger.restore(new Balances(Map.of(hour, new Balance(90, 0))));
        }
      }

      use(ledger, 1, rolling.accountAt(now), 10);
      assertThrows(BudgetExhaustedException.class, () -> use(ledger, 2, rolling.accountAt(now), 1));
    }
  }

  @Example
  void periodsInTheWindowAreKeptAndLaterForgotten() {
    Limit limit = limit(Period.HOUR, 24, ZoneOffset.UTC);
    ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(limit)), clock);

    for (int hour = 0; hour < 500; hour++) {
      use(ledger, hour, limit.accountAt(clock.instant()), 4);
      clock.advance(Duration.ofHours(1));
    }

    int known = ledger.balances().accounts().size();
    assertTrue(known >= 25 && known < 60, known + " accounts");
  }

  @Example
  void aFullPeriodOfItsOwnAndAFullWindowBothRefuse() {
    Limit hour = new Limit(Unit.TOKENS, "org", Period.HOUR, ZoneOffset.UTC, 60);
    Limit day = new Limit(Unit.TOKENS, "org", Period.HOUR, 24, ZoneOffset.UTC, 100);
    ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(hour, day)), clock);

    use(ledger, 1, hour.accountAt(clock.instant()), 60);
    assertThrows(
        RateLimitedException.class, () -> use(ledger, 2, hour.accountAt(clock.instant()), 1));
    clock.advance(Duration.ofHours(1));
    use(ledger, 3, hour.accountAt(clock.instant()), 40);
    assertThrows(
        RateLimitedException.class, () -> use(ledger, 4, hour.accountAt(clock.instant()), 1));

    ledger.limits(Limits.of(List.of(hour)));
    use(ledger, 5, hour.accountAt(clock.instant()), 20);
  }

  @Example
  void onlyShortPeriodsRoll() {
    for (Period period : Period.values()) {
      if (period.rolls()) {
        assertEquals(5, limit(period, 5, ZoneOffset.UTC).past());
      } else {
        assertThrows(IllegalArgumentException.class, () -> limit(period, 1, ZoneOffset.UTC));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> limit(Period.HOUR, 401, ZoneOffset.UTC));
    assertThrows(IllegalArgumentException.class, () -> limit(Period.HOUR, -1, ZoneOffset.UTC));
  }

  private static void use(InMemoryBudgetLedger ledger, int call, Account account, long amount) {
    List<HoldLine> line = line(account, amount);
    ledger.settle(ledger.hold(call(call), line, Instant.EPOCH), line);
  }

  private static Limit limit(Period period, int past, ZoneId zone) {
    return new Limit(
        Unit.money(io.aiarco.asc.money.Currency.USD), "tenant/acme", period, past, zone, MOST);
  }

  private static List<HoldLine> line(Account account, long amount) {
    return List.of(new HoldLine(account.unit(), amount, List.of(account)));
  }

  private static io.aiarco.asc.call.CallId call(int number) {
    return InMemoryBudgetLedgerTest.call(number);
  }
}
