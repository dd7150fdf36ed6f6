package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Enforcement;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.SoftAction;
import io.aiarco.asc.budget.Threshold;
import io.aiarco.asc.call.ModelName;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Steps before a limit; in the good file {@code support} is much cheaper than {@code draft-long}.
 */
class SoftSectionTest {
  private static final String MONTH = "month: 100 USD";

  @Test
  void stepsAreReadInOrder() {
    Limit month =
        limit(
            "{limit: 100 USD, soft: [{at: 80%, do: alert}, {at: 90%, do: {throttle: 10 per minute}},"
                + " {at: 95%, do: {downgrade: support}}, {at: 100%, do: deny}]}");

    assertEquals(
        new Enforcement(
            true,
            List.of(
                new Threshold(80, new SoftAction.Alert()),
                new Threshold(90, new SoftAction.Throttle(10)),
                new Threshold(95, new SoftAction.Downgrade(new ModelName("support"))),
                new Threshold(100, new SoftAction.Deny()))),
        month.enforcement());
    assertEquals(
        new Enforcement(false, List.of(new Threshold(250, new SoftAction.Alert()))),
        limit("{limit: 100 USD, hard: false, soft: [{at: 250%, do: alert}]}").enforcement());
    assertEquals(Enforcement.HARD, limit("{limit: 100 USD}").enforcement());
  }

  @Test
  void percentsMustAscendAndMakeSense() {
    assertProblem(
        "[{at: 80%, do: alert}, {at: 80%, do: deny}]", "soft[1].at: 80% (expected: a whole");
    assertProblem(
        "[{at: 80%, do: alert}, {at: 70%, do: deny}]", "from 81% to 100%, above the step");
    assertProblem(
        "[{at: 101%, do: alert}]", "101% (expected: a whole percentage from 1% to 100%, since");
    for (String at :
        List.of("0%", "-5%", "80", "80.5%", "\"%\"", "80 %", "99999999999999999999%")) {
      assertProblem("[{at: " + at + ", do: alert}]", "(expected: a whole percentage");
    }
    assertProblem("[{do: alert}]", "soft[0].at: missing");
    assertProblem("[{at: 80%}]", "soft[0].do: missing");
  }

  @Test
  void whatCanNeverHappenIsRefused() {
    assertProblem(
        "[{at: 80%, do: deny}, {at: 90%, do: {throttle: 1 per minute}}]",
        "a mapping (expected: alert, since a step before it denies");
    assertProblem(
        "[{at: 80%, do: {downgrade: draft-long}}]",
        "draft-long (expected: a model that costs less than another granted one");
    assertProblem(
        "[{at: 80%, do: {downgrade: support}}, {at: 90%, do: {downgrade: support}}]",
        "support (expected: a model that costs less than support, the step before's)");
    assertProblem("[{at: 80%, do: {downgrade: suport}}]", "did you mean support?");
    assertProblem(
        "[{at: 80%, do: {throttle: 2 per minute}}, {at: 90%, do: {throttle: 1 per minute}}]",
        "1 per minute (expected: 2 per minute, as before in this budget");
  }

  @Test
  void actionsAreSpelledAsTheyAre() {
    assertProblem("[{at: 80%, do: warn}]", "warn (expected: alert, deny, {throttle");
    assertProblem(
        "[{at: 80%, do: {delay: 1s}}]", "a mapping (expected: alert", "delay: unknown key");
    assertProblem(
        "[{at: 80%, do: {throttle: 1 per minute, downgrade: support}}]",
        "a mapping (expected: alert");
    for (String rate : List.of("0 per minute", "ten per minute", "10", "10 per hour")) {
      assertProblem("[{at: 80%, do: {throttle: " + rate + "}}]", "(expected: so many requests");
    }
    assertProblem("[{at: 80%, do: alert, to: me}]", "to: unknown key (expected: at, do");
    assertProblem("{at: 80%, do: alert}", "soft: a mapping (expected: a list of steps");
  }

  @Test
  void aModelMustBeGrantedAndResidentToStandIn() {
    String step = "soft: [{at: 80%, do: {downgrade: draft-long}}]";
    assertEquals(
        List.of(
            "asc.yaml:20:117 tenants.acme.teams.claims.budget.day.soft[0].do.downgrade: draft-long"
                + " (expected: one of support)"),
        Yaml.problems("{day: 1 USD}", "{day: {limit: 1 USD, " + step + "}}"));
    List<String> away =
        Yaml.problems(
            "claims: {models: [support], regions: [eu-west], budget: {day: 1 USD}}",
            "claims: {regions: [eu-west], budget: {day: {limit: 1 USD, " + step + "}}}");
    assertEquals(1, away.size());
    assertTrue(away.get(0).contains("a model with a target in [eu-west]"), away.toString());
  }

  @Test
  void otherUnitsHaveStepsToo() {
    assertEquals(
        List.of(),
        problems("requests: {minute: {limit: 600, soft: [{at: 90%, do: alert}]}}", true));
    assertTrue(
        problems(
                "requests: {minute: {limit: 600, soft: [{at: 90%, do: {downgrade: support}}]}}",
                false)
            .get(0)
            .contains("another model saves money, not req"));
    assertTrue(
        problems("requests: {minute: {limit: 0, soft: [{at: 90%, do: alert}]}}", false)
            .get(0)
            .contains("0 (expected: more than nothing"));
  }

  private static List<String> problems(String requests, boolean good) {
    String yaml = Yaml.GOOD.replace("requests: {minute: 600}", requests);
    if (good) {
      Yaml.compile(yaml);
      return List.of();
    }
    return Yaml.problems(yaml);
  }

  private static Limit limit(String month) {
    return Yaml.compile(Yaml.GOOD.replace(MONTH, "month: " + month)).limits().all().stream()
        .filter(limit -> limit.period() == Period.MONTH)
        .findFirst()
        .orElseThrow();
  }

  private static void assertProblem(String soft, String... expected) {
    List<String> problems = Yaml.problems(MONTH, "month: {limit: 100 USD, soft: " + soft + "}");

    assertEquals(expected.length, problems.size(), problems.toString());
    for (int i = 0; i < expected.length; i++) {
      assertTrue(problems.get(i).contains(expected[i]), problems.toString());
    }
  }
}
