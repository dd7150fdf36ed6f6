package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.TagRule;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.gateway.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Budgets in a hierarchy, and the tags they are booked under. */
class BudgetSectionTest {
  private static final String TENANT = "budget: {day: 5 USD, month: 100 USD";

  @Test
  void aBudgetLimitsItsScopeAndTheNamesInsideIt() {
    GatewayConfig config =
        Yaml.compile(
            Yaml.GOOD
                .replace(
                    "instance: claims-service",
                    "budget: {month: 900 USD, each: {tenant: {tokens: {week: 10}}}, "
                        + "models: {claude-opus-5: {requests: {rolling: {60m: 7}}}}}")
                .replace(
                    TENANT,
                    "budget: {each: {session: {quarter: 2 USD}, tag: {centre: {day: 1 USD}}}, "
                        + "callers: {3kTMd0123456: {hour: 1 USD, zone: UTC}}, "
                        + "tags: {centre: {A b: {day: 3 USD}}}, day: 5 USD, month: 100 USD"));

    assertEquals(
        List.of(
            "org MONTH Z 900",
            "tenant/* WEEK Z 10",
            "model/claude-opus-5 MINUTE+60 Z 7",
            "tenant/acme DAY Europe/Berlin 5",
            "tenant/acme MONTH Europe/Berlin 100",
            "tenant/acme MINUTE Europe/Berlin 600",
            "tenant/acme NOW Europe/Berlin 64",
            "tenant/acme/session/* QUARTER Europe/Berlin 2",
            "tenant/acme/tag/centre/* DAY Europe/Berlin 1",
            "tenant/acme/caller/3k%54%4Dd0123456 HOUR UTC 1",
            "tenant/acme/tag/centre/%41%20b DAY Europe/Berlin 3",
            "tenant/acme/team/claims DAY Z 1"),
        config.limits().all().stream().map(BudgetSectionTest::shown).toList());
  }

  private static String shown(Limit limit) {
    return limit.scope()
        + " "
        + limit.period()
        + (limit.isRolling() ? "+" + limit.past() : "")
        + " "
        + limit.zone()
        + " "
        + limit.unit().format(limit.amount());
  }

  @Test
  void moreAccountsThanARecordHoldsAreRefused() {
    String tags =
        String.join(
            ", ",
            IntStream.range(0, 31)
                .mapToObj(i -> "t" + i + ": {day: 1 USD, requests: {day: 1}}")
                .toList());
    String file = Yaml.GOOD.replace(TENANT, "budget: {each: {tag: {" + tags + "}}, day: 5 USD");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> Yaml.compile(file));

    assertEquals(1, refused.problems().size());
    assertTrue(
        refused.getMessage().contains("tenants.acme.budget: 66 accounts in 3 lines, for one call"),
        refused.getMessage());
  }

  @Test
  void soAreMoreModesThanARecordHasLinesFor() {
    String file =
        Yaml.GOOD
            .replace(
                "instance: claims-service",
                "budget: {mode: expected, day: 1 USD, tokens: {day: 1}, providers: "
                    + "{claude: {day: 1 USD, tokens: {day: 1}}}}")
            .replace(
                "budget: {day: 5 USD",
                "budget: {providers: {claude: {mode: expected, tokens: {day: 1}, day: 1 USD}}, "
                    + "tokens: {day: 9}, day: 5 USD");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> Yaml.compile(file));

    assertTrue(
        refused.getMessage().contains("tenants.acme.budget: 12 accounts in 10 lines"),
        refused.getMessage());
  }

  @Test
  void aTenantsTagsComeBeforeThoseOfAll() {
    GatewayConfig config =
        Yaml.compile(
            Yaml.GOOD
                .replace(
                    "instance: claims-service",
                    "attribution: {centre: {values: [a], otherwise: unattributed}, project: {}}")
                .replace("    teams:", "    attribution: {centre: {values: [b]}}\n    teams:"));

    assertEquals(
        Map.of("centre", new TagRule(Set.of("a"), true), "project", new TagRule(Set.of(), false)),
        config.attribution().rules());
    assertEquals(
        Map.of("centre", new TagRule(Set.of("b"), false), "project", new TagRule(Set.of(), false)),
        config.attribution().ofTenants().get(new TenantId("acme")));
  }
}
