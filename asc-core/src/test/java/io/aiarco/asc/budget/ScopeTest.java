package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.identity.Grant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

class ScopeTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Property
  void everyNameHasAnAccountThatTheFormatCanName(
      @ForAll @NotBlank @StringLength(max = 128) String name) {
    String scope = Scope.within("tenant/acme", "tag/cost-centre", name);

    assertTrue(scope.matches("tenant/acme/tag/cost-centre/([a-z0-9._-]|%[0-9A-F]{2})+"), scope);
    for (Period period : Period.values()) {
      Account account = limit(scope, period).accountAt(NOON);
      assertEquals(account, Account.parse(Unit.TOKENS, account.id()));
    }
  }

  @Property
  void twoNamesNeverShareAnAccount(
      @ForAll @NotBlank @StringLength(max = 60) String one,
      @ForAll @NotBlank @StringLength(max = 60) String other) {
    assertEquals(
        one.equals(other),
        Scope.within("tenant/acme", "session", one)
            .equals(Scope.within("tenant/acme", "session", other)));
  }

  @Example
  void aHashIsNoNameThatSomebodyCouldTake() {
    String hashed = Scope.within("tenant/acme", "session", "x".repeat(100));
    String name = "#" + hashed.substring(hashed.lastIndexOf("%23") + 3);

    assertTrue(hashed.matches("tenant/acme/session/%23[0-9a-f]{16}"), hashed);
    assertFalse(hashed.equals(Scope.within("tenant/acme", "session", name)));
  }

  @Example
  void aCallIsCountedFromTheOrganisationDown() {
    Grant grant = new Grant("k1", new Principal("p"), new TenantId("acme"), new TeamId("claims"));
    CallContext context =
        CallContext.NONE.toBuilder().session("run-7").tag("cost-centre", "4711").build();

    assertEquals(
        List.of(
            "org",
            "tenant/acme",
            "tenant/acme/team/claims",
            "tenant/acme/caller/k1",
            "tenant/acme/session/run-7",
            "tag/cost-centre/4711",
            "tenant/acme/tag/cost-centre/4711"),
        Scope.of(grant, context));
    assertEquals(
        List.of(
            "provider/openai",
            "model/gpt-5",
            "tenant/acme/provider/openai",
            "tenant/acme/model/gpt-5"),
        Scope.of(
            new TenantId("acme"),
            new EndpointId(
                new ProviderId("openai"), new ModelName("gpt-5"), new Region("us-east"))));
  }

  @Example
  void onlyScopesOfProvidersAndModelsAreOfAnEndpoint() {
    for (String scope :
        List.of("provider/a", "model/*", "tenant/acme/provider/a", "tenant/acme/model/*")) {
      assertTrue(Scope.isOfEndpoint(scope), scope);
      assertTrue(Limits.of(List.of(limit(scope, Period.DAY))).areByEndpoint());
    }
    for (String scope :
        List.of("org", "tenant/model", "tenant/provider/team/x", "tag/model/x", "team/provider")) {
      assertFalse(Scope.isOfEndpoint(scope), scope);
    }
  }

  @Example
  void aLimitForEachHoldsWhereNothingIsSaidOfTheNameItself() {
    Limit each = limit(Scope.eachWithin("tenant/acme", "session"), Period.DAY);
    Limit eachHour = limit(Scope.eachWithin("tenant/acme", "session"), Period.HOUR);
    Limit named = new Limit(Unit.TOKENS, "tenant/acme/session/big", Period.DAY, ZoneOffset.UTC, 9);
    Limits limits = Limits.of(List.of(each, eachHour, named));

    assertEquals(
        List.of(
            each.on("tenant/acme/session/a"),
            eachHour.on("tenant/acme/session/a"),
            named,
            eachHour.on("tenant/acme/session/big")),
        limits.of(
            List.of("tenant/acme/session/a", "tenant/acme/session/big", "tenant/lab/session/a")));
    assertEquals(OptionalLong.of(5), limits.of(each.on("tenant/acme/session/a").accountAt(NOON)));
    assertEquals(OptionalLong.of(9), limits.of(named.accountAt(NOON)));

    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(limits);
    for (String session : List.of("a", "b")) {
      Account account = each.on("tenant/acme/session/" + session).accountAt(Instant.now());
      List<HoldLine> line = List.of(new HoldLine(Unit.TOKENS, 5, List.of(account)));
      ledger.hold(InMemoryBudgetLedgerTest.call(session.charAt(0)), line, NOON);
      assertThrows(
          BudgetExhaustedException.class,
          () -> ledger.hold(InMemoryBudgetLedgerTest.call(1), line, NOON));
    }
  }

  private static Limit limit(String scope, Period period) {
    return new Limit(Unit.TOKENS, scope, period, ZoneOffset.UTC, 5);
  }
}
