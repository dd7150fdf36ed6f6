package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.money.Currency;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SoftLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:30Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Unit USD = Unit.money(Currency.USD);
  private static final SoftAction ALERT = new SoftAction.Alert();
  private static final SoftAction SLOW = new SoftAction.Throttle(2);

  @Property
  void aThresholdIsPassedExactlyFromItsPartOn(
      @ForAll @IntRange(min = 1, max = 1000) int percent,
      @ForAll @LongRange(min = 1) long amount,
      @ForAll @LongRange(min = 0) long settled) {
    Limit limit = limit("tenant/acme", amount, new Threshold(percent, ALERT));
    boolean passed = !new Standing(limit, limit.accountAt(NOW), settled).passed().isEmpty();
    BigInteger part = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(percent));
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(100));

    assertEquals(
        BigInteger.valueOf(settled).multiply(BigInteger.valueOf(100)).compareTo(part.min(most))
            >= 0,
        passed);
  }

  @Test
  void aLimitThatIsNotHardBindsNothing() {
    Limit soft = limit("tenant/acme", 10).with(new Enforcement(false, List.of()));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(soft)), CLOCK);
    HoldLine line = new HoldLine(USD, 50, List.of(soft.accountAt(NOW)));

    Hold hold = ledger.hold(new CallId("0".repeat(26)), List.of(line), NOW.plusSeconds(60));
    ledger.settle(hold, List.of(line));

    assertEquals(50, ledger.balance(soft.accountAt(NOW)).settled());
  }

  @Test
  void aThrottleIsAHardLimitOfItsOwnAndFoundForItsAccountOnly() {
    Limit day = limit("tenant/acme", 100, new Threshold(90, SLOW));
    Limit month =
        new Limit(USD, "tenant/acme", Period.MONTH, ZoneOffset.UTC, 1000)
            .with(new Enforcement(true, List.of(new Threshold(50, SLOW))));
    Limits limits = Limits.of(List.of(day, month));
    Limit slowed = day.slowed((SoftAction.Throttle) SLOW);

    assertEquals(List.of(day, month), limits.all());
    assertEquals(List.of(day, month), limits.of(List.of("tenant/acme")));
    assertEquals(2, limits.of(slowed.accountAt(NOW)).orElseThrow());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Limits.of(
                List.of(
                    limit(
                        "t/a",
                        9,
                        new Threshold(9, SLOW),
                        new Threshold(10, new SoftAction.Throttle(3))))));
  }

  @Test
  void ofEachNameOfAKindThereIsOneThrottle() {
    String each = Scope.eachWithin("tenant/acme", "session");
    Limits limits = Limits.of(List.of(limit(each, 100, new Threshold(90, SLOW))));
    Limit named = limits.of(List.of("tenant/acme/session/s1")).get(0);

    assertEquals(
        2, limits.of(named.slowed((SoftAction.Throttle) SLOW).accountAt(NOW)).orElseThrow());
  }

  @Test
  void theWidestScopesDowngradeComesFirst() {
    Limit tenant = limit("tenant/acme", 100, to(50, "small"), to(80, "smaller"));
    Limit team = limit("tenant/acme/team/claims", 10, to(50, "tiny"));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.NONE, CLOCK);
    ledger.restore(
        new Balances(
            Map.of(
                tenant.accountAt(NOW), new Balance(80, 1000),
                team.accountAt(NOW), new Balance(9, 0))));
    Restraint both = Restraint.of(List.of(tenant, team), NOW, ledger);

    assertEquals(
        Optional.of(new ModelName("smaller")), both.downgrade().orElseThrow().downgradeTo());
    assertEquals(2, both.read().size());
    assertTrue(
        Restraint.of(List.of(limit("tenant/other", 5, to(1, "small"))), NOW, ledger)
            .downgrade()
            .isEmpty());
  }

  @Test
  void aRollingLimitStandsByAllItsPeriods() {
    Limit rolling =
        new Limit(USD, "tenant/acme", Period.HOUR, 3, ZoneOffset.UTC, 100)
            .with(new Enforcement(true, List.of(new Threshold(50, ALERT))));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.NONE, CLOCK);
    List<Account> accounts = rolling.accountsAt(NOW);
    ledger.restore(
        new Balances(
            Map.of(accounts.get(0), new Balance(20, 5), accounts.get(3), new Balance(30, 0))));
    Standing.Passed passed = Standing.of(rolling, NOW, ledger).passed().get(0);

    assertEquals("budget.tenant/acme.USD.hour+3@50%", passed.rule());
    assertEquals("0.00000005 USD", passed.value());
  }

  @Test
  void anyScopeCanBeSlowedDown() {
    for (int length : IntStream.rangeClosed(1, 80).toArray()) {
      String scope = Scope.of("tenant", "a".repeat(length));
      limit(scope, 5).slowed((SoftAction.Throttle) SLOW).accountAt(NOW);
    }
  }

  private static Threshold to(int percent, String model) {
    return new Threshold(percent, new SoftAction.Downgrade(new ModelName(model)));
  }

  private static Limit limit(String scope, long amount, Threshold... thresholds) {
    return new Limit(USD, scope, Period.DAY, ZoneOffset.UTC, amount)
        .with(new Enforcement(true, List.of(thresholds)));
  }
}
