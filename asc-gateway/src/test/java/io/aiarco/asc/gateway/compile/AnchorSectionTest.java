package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorSectionTest {
  private static final String AUDIT =
      "audit: {domain: example.com, region: eu, fallback: other-disk}";

  @Test
  void turnIsTheKindsUnlessTold() {
    GatewayConfig config =
        Yaml.compile(
            with(
                "{v: {kind: file, folder: /mnt/v}, h: {kind: http, url: https://h.example, every:"
                    + " 5m}}"));

    assertEquals(
        List.of(Duration.ofSeconds(10), Duration.ofMinutes(5)),
        config.anchors().stream().map(AnchorConfig::every).toList());
  }

  @Test
  void everyProblemOfAnAnchorIsSaid() {
    assertProblem("{V_: {kind: file, folder: v}}", "a name of other characters (expected: 1 to 31");
    assertProblem("{v: {folder: v}}", "kind: missing (expected: one of witness, tsa, file, http");
    assertProblem(
        "{v: {kind: fil}}", "fil (expected: one of witness, tsa, file, http; did you mean");
    assertProblem("{v: {kind: file}}", "folder: missing (expected: a folder");
    assertProblem("{v: {kind: file, folder: v, url: u}}", "url: unknown key");
    assertProblem("{v: {kind: http, url: http://h}}", "(expected: an https:// address");
    assertProblem("{v: {kind: http, url: https://h/?k=s}}", "another address (not shown)");
    assertProblem(
        "{v: {kind: witness, url: https://h, vkey: w+1+2}}", "vkey: w+1+2 (expected: name");
    assertProblem("{v: {kind: tsa, url: https://h, roots: none.pem}}", "roots: none.pem (expected");
    assertProblem(
        "{v: {kind: http, url: https://h, credential: s3cret}}", "written out (not shown)");
  }

  @Test
  void productionWithoutAnAnchorOrWithTheKeyBesideTheLogMustBeAcknowledgedByName() {
    String production = "profile: production\n" + Yaml.GOOD;
    List<String> problems = Yaml.problems(production);
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.toString().contains("acknowledge: [no-anchor])"), problems.toString());
    assertTrue(problems.toString().contains("acknowledge: [key-on-log-disk]"), problems.toString());

    Yaml.compile("acknowledge: [no-anchor, key-on-log-disk]\n" + production);
    String anchored = with("{v: {kind: file, folder: /mnt/v}}");
    Yaml.compile("profile: production\nacknowledge: [key-on-log-disk]\n" + anchored);
    Yaml.compile("profile: development\n" + Yaml.GOOD);
    assertTrue(
        Yaml.problems("acknowledge: [no-anchr]\n" + Yaml.GOOD).toString().contains("did you mean"));
  }

  private static void assertProblem(String anchors, String expected) {
    List<String> problems = Yaml.problems(with(anchors));

    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains(expected), problems.toString());
  }

  private static String with(String anchors) {
    assertTrue(Yaml.GOOD.contains(AUDIT));
    return Yaml.GOOD.replace(
        AUDIT, "audit: {domain: example.com, region: eu, anchors: " + anchors + "}");
  }
}
