package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChargeTest {
  private static final Unit USD = Unit.money(Currency.USD);
  private static final TenantId TENANT = new TenantId("acme");
  private static final EndpointId ENDPOINT =
      new EndpointId(new ProviderId("eu"), new ModelName("m"), new Region("eu-west"));

  @Property
  void aCallIsChargedTheSumOfItsAttemptsAndOverTellsWhenThatIsMoreThanItHeld(
      @ForAll @Size(min = 1, max = 5) List<@LongRange(max = 1_000) Long> costs,
      @ForAll @IntRange(max = 3_000) int held,
      @ForAll @IntRange(max = 3_000) int extended) {
    List<Attempt> attempts = new ArrayList<>();
    for (long cost : costs) {
      attempts.add(attempt(attempts.size() + 1, cost));
    }

    Charge charge = Charge.of(attempts, hold(line(USD, held), line(USD, extended)), TENANT);

    long sum = costs.stream().mapToLong(Long::longValue).sum();
    assertEquals(sum, charge.settle().stream().mapToLong(HoldLine::amount).sum());
    assertEquals(sum > held + extended, charge.over());
    assertEquals(sum, Charge.cost(attempts).amount().nanos());
  }

  /** Accounts of different modes hold different amounts of one unit; all are charged alike. */
  @Property
  void everyAccountIsChargedAlikeAndOverTellsOfTheOneThatHeldLeast(
      @ForAll @LongRange(max = 1_000) long cost,
      @ForAll @IntRange(max = 1_000) int strict,
      @ForAll @IntRange(max = 1_000) int expected) {
    Account tenant = new Account(USD, "tenant/acme", "total~always");
    Account team = new Account(USD, "tenant/acme/team/a", "total~always");

    Charge charge =
        Charge.of(
            List.of(attempt(1, cost)),
            hold(
                new HoldLine(USD, strict, List.of(tenant)),
                new HoldLine(USD, expected, List.of(team))),
            TENANT);

    assertEquals(
        cost == 0 ? List.of() : List.of(new HoldLine(USD, cost, List.of(tenant, team))),
        charge.settle());
    assertEquals(cost > Math.min(strict, expected), charge.over());
  }

  @Test
  void aCallIsOneRequestHoweverManyAttemptsItTook() {
    Charge charge =
        Charge.of(List.of(attempt(1, 1), attempt(2, 1)), hold(line(Unit.REQUESTS, 1)), TENANT);

    assertEquals(List.of(line(Unit.REQUESTS, 1)), charge.settle());
  }

  @Test
  void parallelCallsAreHeldAndNeverCharged() {
    assertEquals(
        List.of(),
        Charge.of(List.of(attempt(1, 1)), hold(line(Unit.PARALLEL, 1)), TENANT).settle());
  }

  @Test
  void tokensAreChargedLikeMoney() {
    Charge charge = Charge.of(List.of(attempt(1, 5)), hold(line(Unit.TOKENS, 100)), TENANT);

    assertEquals(List.of(line(Unit.TOKENS, 15)), charge.settle());
    assertFalse(charge.over());
  }

  @Test
  void aCallThatWasNeverSentIsChargedNothing() {
    Charge charge = Charge.of(List.of(), hold(line(USD, 10), line(Unit.REQUESTS, 1)), TENANT);

    assertEquals(List.of(), charge.settle());
    assertNull(Charge.cost(List.of()));
  }

  @Test
  void theWeakestSourceOfTheAttemptsIsTheSourceOfTheWhole() {
    Attempt guessed =
        Attempt.builder(2, ENDPOINT)
            .cost(new Cost(new Money(3, Currency.USD), UsageSource.ESTIMATED, "f".repeat(64)))
            .build();

    Cost cost = Charge.cost(List.of(attempt(1, 4), guessed));

    assertEquals(7, cost.amount().nanos());
    assertEquals(UsageSource.ESTIMATED, cost.source());
    assertTrue(cost.priceBook().startsWith("f"));
  }

  /** Two attempts at one provider, one at another: each account gets those made there. */
  @Test
  void aProviderIsChargedForTheAttemptsMadeThere() {
    EndpointId us = new EndpointId(new ProviderId("us"), ENDPOINT.model(), new Region("us-east"));
    List<Attempt> attempts = List.of(attempt(1, 4), attempt(2, ENDPOINT, 5), attempt(3, us, 7));
    Account tenant = account(USD, "tenant/acme");
    Account model = account(USD, "tenant/acme/model/m");
    Account eu = account(USD, "provider/eu");
    Account there = account(USD, "tenant/acme/provider/us");
    Account other = account(USD, "tenant/acme/provider/other");
    Account requests = account(Unit.REQUESTS, "provider/eu");

    Charge charge =
        Charge.of(
            attempts,
            hold(
                new HoldLine(USD, 100, List.of(tenant)),
                new HoldLine(USD, 8, List.of(eu, model, other)),
                new HoldLine(Unit.REQUESTS, 1, List.of(requests)),
                new HoldLine(USD, 100, List.of(there, model))),
            TENANT);

    assertEquals(
        List.of(
            new HoldLine(USD, 16, List.of(tenant, model)),
            new HoldLine(USD, 9, List.of(eu)),
            new HoldLine(Unit.REQUESTS, 2, List.of(requests)),
            new HoldLine(USD, 7, List.of(there))),
        charge.settle());
    assertTrue(charge.over());
  }

  private static Account account(Unit unit, String scope) {
    return new Account(unit, scope, "total~always");
  }

  private static Attempt attempt(int number, long costNanos) {
    return attempt(number, ENDPOINT, costNanos);
  }

  private static Attempt attempt(int number, EndpointId endpoint, long costNanos) {
    return Attempt.builder(number, endpoint)
        .usage(Usage.of(10, 5, UsageSource.REPORTED))
        .cost(new Cost(new Money(costNanos, Currency.USD), UsageSource.REPORTED, "f".repeat(64)))
        .build();
  }

  private static HoldLine line(Unit unit, long amount) {
    return new HoldLine(unit, amount, List.of(new Account(unit, "tenant/acme", "total~always")));
  }

  private static Hold hold(HoldLine... lines) {
    return new Hold(
        new CallId("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        List.of(lines),
        Instant.parse("2026-11-21T00:00:00Z"));
  }
}
