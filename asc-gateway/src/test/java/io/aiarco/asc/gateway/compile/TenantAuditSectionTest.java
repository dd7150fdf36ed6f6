package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What must be so before calls of a tenant may go on without records. The clock is 2026-11-21. */
class TenantAuditSectionTest {
  private static final String ALLOWED =
      "{volatile: 30s, calls: 1_000, expires: 2027-06-30T00:00:00Z}";
  private static final String BUDGET =
      "budget: {day: 5 USD, month: 100 USD, requests: {minute: 600}, parallel: 64, zone:"
          + " Europe/Berlin}";
  private static final String TEAM_BUDGET = ", budget: {day: 1 USD}";
  private static final String AUDIT =
      "audit: {domain: example.com, region: eu, fallback: other-disk}";
  private static final String WEBHOOK =
      "\nalerts: {webhooks: {pager: {url: https://pager.example, secret: \"${env:HOOK}\"}}}";

  @Test
  void boundedForAWhileAndToldItLoads() {
    GatewayConfig config = Yaml.compile(with(ALLOWED));

    assertEquals(
        Map.of(
            new TenantId("acme"),
            new Volatility(1_000, Duration.ofSeconds(30), Instant.parse("2027-06-30T00:00:00Z"))),
        config.auditRules().whenUnavailable().volatiles());
    assertEquals(Duration.ofSeconds(10), config.auditRules().whenUnavailable().atMost());
  }

  @Test
  void classesThatAreRegulatedOrWaitedForOrRefuseAlwaysWin() {
    String classes =
        "audit: {wait: 3s, classes: {phi: {regulated: true, ack: intent}, pii: {ack: both},"
            + " own: {when-unavailable: refuse}, public: {}}}";
    GatewayConfig config = Yaml.compile(with(ALLOWED).replace(AUDIT, classes));

    assertEquals(
        Set.of(new DataClass("phi"), new DataClass("pii"), new DataClass("own")),
        config.auditRules().whenUnavailable().refused());
    assertEquals(Duration.ofSeconds(3), config.auditRules().whenUnavailable().atMost());
    CallContext open = CallContext.NONE.toBuilder().dataClass("public").build();
    assertTrue(
        config
            .auditRules()
            .whenUnavailable()
            .volatility(new TenantId("acme"), open, List.of())
            .isPresent());
  }

  @Test
  void whatIsMissingOrBeyondItsBoundsIsSaid() {
    assertProblem("{calls: 9, expires: 2027-06-30T00:00:00Z}", "volatile: missing (expected: a");
    assertProblem(
        "{volatile: 2h, calls: 9, expires: 2027-06-30T00:00:00Z}",
        "volatile: 2h (expected: a duration such as 30s, at most 60m)");
    assertProblem(
        "{volatile: 30s, calls: 0, expires: 2027-06-30T00:00:00Z}",
        "calls: 0 (expected: a whole number from 1 to 100000)");
    assertProblem(
        "{volatile: 30s, calls: 100_001, expires: 2027-06-30T00:00:00Z}", "calls: 100_001 (exp");
    assertProblem("{volatile: 30s, calls: 9}", "expires: missing (expected: an instant such as");
    assertProblem(
        "{volatile: 30s, calls: 9, expires: 2026-11-21T10:00:00Z}",
        "expires: 2026-11-21T10:00:00Z (expected: an instant to come)");
    assertProblem(
        "{volatile: 30s, calls: 9, expires: 2027-06-30T00:00:00Z, secs: 9}", "secs: unknown key");
    assertProblem("volatile", "when-unavailable: volatile (expected: refuse, or such as {volatile");
  }

  @Test
  void neitherABudgetNorKeptContentNorSilenceGoesWithIt() {
    assertEquals(
        List.of(
            "asc.yaml:19:31 tenants.acme.audit.when-unavailable: of a tenant with a hard budget"
                + " (expected: refuse)"),
        Yaml.problems(with(ALLOWED).replace("budget: {parallel: 64}", "budget: {day: 5 USD}")));
    assertProblem(
        with(ALLOWED).replace("regions: [eu-west]}", "regions: [eu-west]" + TEAM_BUDGET + "}"),
        "of a tenant with a hard budget (expected: refuse)",
        "");
    assertProblem(
        with(ALLOWED) + "budget: {month: 5 USD}\n", "of a tenant with a hard budget (exp", "");
    assertEquals(
        1,
        Yaml.compile(with(ALLOWED) + "budget: {month: 5 USD, mode: expected}\n")
            .auditRules()
            .whenUnavailable()
            .volatiles()
            .size());
    assertProblem(
        with(ALLOWED).replace("audit: {when", "audit: {reply: hash, when"),
        "of a tenant whose prompts or replies are kept (expected: refuse)",
        "");
    assertProblem(
        with(ALLOWED).replace(WEBHOOK, ""),
        "told to nobody (expected: refuse, or a webhook in alerts)",
        "");
  }

  private static void assertProblem(String allowed, String expected) {
    assertProblem(with(allowed), expected, "");
  }

  private static void assertProblem(String yaml, String expected, String rest) {
    List<String> problems = Yaml.problems(yaml);

    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains(expected + rest), problems.toString());
  }

  /** The good file, its tenant bounded by nothing but parallel calls, and somebody told. */
  private static String with(String whenUnavailable) {
    assertTrue(Yaml.GOOD.contains(BUDGET) && Yaml.GOOD.contains(TEAM_BUDGET));
    return Yaml.GOOD
            .replace(
                BUDGET,
                "budget: {parallel: 64}\n    audit: {when-unavailable: " + whenUnavailable + "}")
            .replace(TEAM_BUDGET, "")
            .stripTrailing()
        + WEBHOOK
        + "\n";
  }
}
