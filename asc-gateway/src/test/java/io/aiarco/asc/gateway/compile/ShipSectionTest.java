package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShipSectionTest {
  private static final String AUDIT =
      "audit: {domain: example.com, region: eu, fallback: other-disk}";

  @Test
  void sinksAreReadByName() {
    GatewayConfig config =
        Yaml.compile(
            with("{v: {kind: file, folder: /mnt/v}, h: {kind: http, url: https://h.example}}"));

    assertEquals(List.of("v", "h"), config.sinks().stream().map(SinkConfig::name).toList());
  }

  @Test
  void everyProblemOfASinkIsSaid() {
    assertProblem("{V_: {kind: file, folder: v}}", "a name of other characters (expected: 1 to 31");
    assertProblem("{v: {folder: v}}", "kind: missing (expected: one of file, http)");
    assertProblem("{v: {kind: fil}}", "fil (expected: one of file, http; did you mean");
    assertProblem("{v: {kind: file}}", "folder: missing (expected: a folder");
    assertProblem("{v: {kind: file, folder: v, url: u}}", "url: unknown key");
    assertProblem("{v: {kind: http, url: http://h}}", "(expected: an https:// address");
    assertProblem(
        "{v: {kind: http, url: https://h, credential: s3cret}}", "written out (not shown)");
  }

  private static void assertProblem(String sinks, String expected) {
    List<String> problems = Yaml.problems(with(sinks));

    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains(expected), problems.toString());
  }

  private static String with(String sinks) {
    assertTrue(Yaml.GOOD.contains(AUDIT));
    return Yaml.GOOD.replace(
        AUDIT, "audit: {domain: example.com, region: eu, ship: " + sinks + "}");
  }
}
