package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.egress.TrustZone;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertSectionTest {
  private static final String SECRET = "whsec_" + "MDEy".repeat(8);
  private static final String GOOD_SECRET = "secret: \"${env:UNSET:-" + SECRET + "}\"";

  @Test
  void webhooksAreReadByName() {
    GatewayConfig config =
        Yaml.compile(
            with("{a: {url: \"http://127.0.0.1:9/x\", zone: loopback, " + GOOD_SECRET + "}}"));

    assertEquals(1, config.webhooks().size());
    assertEquals("a at http://127.0.0.1:9", config.webhooks().get(0).toString());
    assertEquals(TrustZone.LOOPBACK, config.webhooks().get(0).zone());
  }

  @Test
  void everyProblemOfAWebhookIsSaid() {
    String local = "url: \"http://127.0.0.1:9\", zone: loopback, ";
    assertProblem("{A: {" + local + GOOD_SECRET + "}}", "a name of other characters");
    assertProblem("{a: {" + local + "}}", "secret: missing (expected: ${env:NAME} or file:PATH");
    assertProblem("{a: {" + local + "secret: whsec_abc}}", "something written out (not shown)");
    assertProblem("{a: {" + local + GOOD_SECRET + ", key: k}}", "key: unknown key");
    assertProblem(
        "{a: {url: \"https://h.example\", " + GOOD_SECRET + "}}",
        "a stand-in is for zone loopback");
    assertProblem(
        "{a: {url: \"http://h.example\", secret: \"${env:CLAUDE_KEY}\"}}",
        "(expected: an https:// address",
        "a secret of another form (not shown)");
    assertProblem(
        "{a: {url: \"https://h.example/?token=1\", secret: \"${env:CLAUDE_KEY}\"}}",
        "another address (not shown)",
        "a secret of another form (not shown)");
    assertEquals(
        List.of("asc.yaml:32:9 alerts: a list (expected: webhooks)"),
        Yaml.problems(Yaml.GOOD + "alerts: [a]\n"));
  }

  private static void assertProblem(String webhooks, String... expected) {
    List<String> problems = Yaml.problems(with(webhooks));

    assertEquals(expected.length, problems.size(), problems.toString());
    for (int i = 0; i < expected.length; i++) {
      assertTrue(problems.get(i).contains(expected[i]), problems.toString());
      assertFalse(problems.get(i).contains("sk-ant"), problems.toString());
    }
  }

  private static String with(String webhooks) {
    return Yaml.GOOD + "alerts: {webhooks: " + webhooks + "}\n";
  }
}
