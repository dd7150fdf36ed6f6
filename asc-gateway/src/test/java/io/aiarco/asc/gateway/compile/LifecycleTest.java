package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The good file is compiled on 2026-11-21, at ten. */
class LifecycleTest {
  private static final String TARGETS = "[sim-eu/sim-small, sim-us/sim-small]";

  @Test
  void anEndAheadIsWarnedOfThirtyDaysBefore() {
    GatewayConfig config =
        Yaml.compile(
            with(
                "[{target: sim-eu/sim-small, retires: 2026-12-21, approved-until: 2027-03-31},"
                    + " {target: sim-us/sim-small, retires: 2026-12-22}]"));

    assertEquals(
        List.of(
            "asc.yaml:8:13 models.support[0]: sim-eu/sim-small@eu-west ends soon: retires"
                + " 2026-12-21T00:00:00Z"),
        config.warnings());
  }

  @Test
  void anEndedTargetIsWarnedOfWhileAnotherServes() {
    GatewayConfig config =
        Yaml.compile(
            with(
                "[{target: sim-eu/sim-small, approved-by: risk-board, approved-until: 2026-11-21},"
                    + " sim-us/sim-small]"));

    assertEquals(
        List.of(
            "asc.yaml:8:13 models.support[0]: sim-eu/sim-small@eu-west ended: approved by"
                + " risk-board until 2026-11-21T00:00:00Z"),
        config.warnings());
  }

  @Test
  void aModelWhoseTargetsHaveAllEndedIsALoadError() {
    assertEquals(
        List.of(
            "asc.yaml:8:69 models.support[1]: every target of support has ended, this one retires"
                + " 2026-11-20T00:00:00Z (expected: one that may still be used)"),
        Yaml.problems(
            TARGETS,
            "[{target: sim-eu/sim-small, approved-until: 2026-11-01},"
                + " {target: sim-us/sim-small, retires: 2026-11-20}]"));
  }

  @Test
  void whatIsNoDateIsALoadError() {
    assertEquals(
        List.of(
            "asc.yaml:8:49 models.support[0].retires: soon (expected: a date such as 2027-03-31)"),
        Yaml.problems(TARGETS, "[{target: sim-eu/sim-small, retires: soon}]"));
  }

  @Test
  void nothingIsWarnedOfWithoutAnEnd() {
    assertEquals(List.of(), Yaml.compile(Yaml.GOOD).warnings());
  }

  private static String with(String targets) {
    return Yaml.GOOD.replace(TARGETS, targets);
  }
}
