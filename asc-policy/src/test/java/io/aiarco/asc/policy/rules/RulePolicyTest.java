package io.aiarco.asc.policy.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.policy.Unsupported;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulePolicyTest {
  private static final Region EU = new Region("eu-west");
  private static final Region US = new Region("us-east");
  private static final TenantId ACME = new TenantId("acme");

  private final RulePolicy policy =
      RulePolicy.of(
          Map.of(
              ACME,
              new TenantRules(
                  List.of(new ModelPattern("support"), new ModelPattern("draft-*")),
                  Set.of(EU, US),
                  Map.of(
                      new TeamId("claims"),
                      new Narrowing(List.of(new ModelPattern("support")), Set.of(EU)),
                      new TeamId("sales"),
                      Narrowing.NONE),
                  Map.of(new DataClass("phi"), Set.of(EU)),
                  Unsupported.REFUSE)));

  @Test
  void aGrantedModelMayGoWhereTheTenantMay() {
    assertEquals(
        "allow [eu-west, us-east] by [tenants.acme.models, tenants.acme.regions]",
        decide("acme", null, "support", null));
    assertEquals(
        "allow [eu-west, us-east] by [tenants.acme.models, tenants.acme.regions]",
        decide("acme", null, "draft-long", null));
  }

  @Test
  void anUngrantedModelIsDeniedWithWhatIsGranted() {
    assertEquals(
        "deny model: payroll is not granted to tenant acme (expected: one of draft-*, support)"
            + " by [tenants.acme.models]",
        decide("acme", null, "payroll", null));
  }

  @Test
  void anUnknownTenantIsDenied() {
    assertEquals(
        "deny tenant: globex has no rules (expected: a configured one) by [tenants]",
        decide("globex", null, "support", null));
  }

  @Test
  void aTeamOnlyTakesAway() {
    assertEquals(
        "allow [eu-west] by [tenants.acme.models, tenants.acme.regions,"
            + " tenants.acme.teams.claims.models, tenants.acme.teams.claims.regions]",
        decide("acme", "claims", "support", null));
    assertEquals(
        "deny model: draft-long is not granted to team claims (expected: one of support)"
            + " by [tenants.acme.teams.claims.models]",
        decide("acme", "claims", "draft-long", null));
  }

  @Test
  void anUnknownTeamIsDenied() {
    assertEquals(
        "deny team: ops is not known (expected: one of claims, sales) by [tenants.acme.teams]",
        decide("acme", "ops", "support", null));
  }

  @Test
  void aDataClassNarrowsTheRegionsAndAnUnknownOneIsDenied() {
    assertEquals(
        "allow [eu-west] by [tenants.acme.models, tenants.acme.regions, tenants.acme.classes.phi]",
        decide("acme", null, "support", "phi"));
    assertEquals(
        "deny data class: secret is not known (expected: one of phi) by [tenants.acme.classes]",
        decide("acme", null, "support", "secret"));
  }

  @Test
  void leavingSettingsOutIsTheTenantsRuleAndIsNamedAsOne() {
    TenantRules easy =
        new TenantRules(
            List.of(new ModelPattern("*")), Set.of(EU), Map.of(), Map.of(), Unsupported.DROP);

    Decision decision =
        RulePolicy.of(Map.of(ACME, easy)).decide(request("acme", null, "support", null));

    assertEquals(
        Unsupported.DROP,
        decision.fold(allow -> allow.constraints().unsupported(), deny -> Unsupported.REFUSE));
    assertTrue(decision.rules().contains("tenants.acme.unsupported"), decision.rules().toString());
  }

  @Property
  void whatNobodyGrantedIsDenied(
      @ForAll("rules") TenantRules rules, @ForAll("models") String model) {
    PolicyRequest request = request("acme", null, model, null);

    Decision decision = RulePolicy.of(Map.of(ACME, rules)).decide(request);

    boolean granted = rules.models().stream().anyMatch(p -> p.matches(request.model()));
    assertEquals(granted, decision.fold(allow -> true, deny -> false));
  }

  @Property
  void noTeamOrClassEverWidensTheTenantsRegions(
      @ForAll("rules") TenantRules rules,
      @ForAll("regions") Set<Region> team,
      @ForAll("regions") Set<Region> dataClass) {
    TenantRules narrowed =
        new TenantRules(
            rules.models(),
            rules.regions(),
            Map.of(new TeamId("t"), new Narrowing(null, team)),
            Map.of(new DataClass("c"), dataClass),
            rules.unsupported());

    Decision decision =
        RulePolicy.of(Map.of(ACME, narrowed)).decide(request("acme", "t", "support", "c"));

    boolean narrower =
        decision.fold(
            allow ->
                rules.regions().containsAll(allow.constraints().regions())
                    && team.containsAll(allow.constraints().regions())
                    && dataClass.containsAll(allow.constraints().regions()),
            deny -> true);
    assertTrue(narrower);
  }

  @Property
  void equalRequestsGetEqualDecisions(
      @ForAll("rules") TenantRules rules, @ForAll("models") String model) {
    RulePolicy policy = RulePolicy.of(Map.of(ACME, rules));

    assertEquals(
        policy.decide(request("acme", null, model, null)),
        RulePolicy.of(Map.of(ACME, rules)).decide(request("acme", null, model, null)));
  }

  @Provide
  Arbitrary<TenantRules> rules() {
    Arbitrary<List<ModelPattern>> patterns =
        Arbitraries.of("support", "sup*", "draft", "*", "payroll")
            .map(ModelPattern::new)
            .list()
            .ofMaxSize(3);
    return Combinators.combine(patterns, regions()).as(TenantRules::of);
  }

  @Provide
  Arbitrary<Set<Region>> regions() {
    return Arbitraries.of("eu-west", "us-east", "ap-south").map(Region::new).set();
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of("support", "supper", "draft", "drafts", "payroll", "other");
  }

  private String decide(
      String tenant, @Nullable String team, String model, @Nullable String dataClass) {
    return policy
        .decide(request(tenant, team, model, dataClass))
        .fold(
            allow ->
                "allow "
                    + allow.constraints().regions().stream().map(Region::value).sorted().toList()
                    + " by "
                    + allow.rules(),
            deny -> "deny " + deny.reason() + " by " + deny.rules());
  }

  private static PolicyRequest request(
      String tenant, @Nullable String team, String model, @Nullable String dataClass) {
    CallContext.Builder context = CallContext.NONE.toBuilder();
    if (dataClass != null) {
      context.dataClass(dataClass);
    }
    Grant grant =
        new Grant(
            "k1",
            new Principal("svc:claims"),
            new TenantId(tenant),
            team == null ? null : new TeamId(team));
    return new PolicyRequest(
        grant, new ModelName(model), context.build(), Instant.parse("2026-11-21T10:00:00Z"));
  }
}
