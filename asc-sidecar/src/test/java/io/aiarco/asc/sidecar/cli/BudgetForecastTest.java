package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Ten calls, one an hour, of 0.002 USD each; then it is ten past ten. */
class BudgetForecastTest {
  private final FakeClock clock = FakeClock.at("2026-11-25T00:10:00Z");
  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void spend() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("On its way.").usage(1_000, 1_000));
      config = Files.writeString(folder.resolve("asc.yaml"), yaml(simulator));
      try (AscGateway asc = AscGateway.builder(config).clock(clock).open()) {
        for (int hour = 0; hour < 10; hour++) {
          asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())))
              .chat(ChatRequest.builder().model("m").user("hello").maxOutputTokens(10).build());
          clock.advance(Duration.ofHours(1));
        }
      }
    }
  }

  @Test
  void whatTheLogShowsGoesOnUntilThePeriodEndsOrTheLimitIsReached() {
    List<String> rows = run("--config", config.toString()).lines().toList();

    assertEquals(4, rows.size(), rows.toString());
    assertEquals(
        List.of("UNIT", "ACCOUNT", "LIMIT", "SETTLED", "PER", "HOUR", "AT", "END", "REACHED"),
        List.of(rows.get(0).trim().split(" +")));
    assertEquals(
        List.of(
            "USD",
            "tenant/acme/2026-11-25~2026-11-26T00:00:00Z",
            "0.03",
            "0.02",
            "0.002",
            "0.047666667",
            "2026-11-25T15:10:00Z"),
        List.of(rows.get(1).trim().split(" +")));
    List<String> month = List.of(rows.get(2).trim().split(" +"));
    assertEquals(List.of("1", "0.02", "0.002", "0.287666667"), month.subList(2, 6));
    assertTrue(rows.get(3).contains("tok") && rows.get(3).contains("20000"), rows.get(3));
  }

  @Test
  void oneLineOfJsonForEachLimitOfTheTenantAskedFor() {
    assertEquals("", run("--config", config.toString(), "--tenant", "globex", "--json"));
    assertEquals(
        "{\"account\":\"tenant/acme/2026-11-25~2026-11-26T00:00:00Z\",\"at_end\":\"0.047666667\","
            + "\"limit\":\"0.03\",\"per_hour\":\"0.002\",\"reached\":\"2026-11-25T15:10:00Z\","
            + "\"settled\":\"0.02\",\"unit\":\"USD\"}",
        run("--config", config.toString(), "--tenant", "acme", "--json").lines().findFirst().get());
  }

  private String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell = new Shell(new PrintWriter(out, true), new PrintWriter(err, true), Map.of());
    assertEquals(0, new CommandLine(new BudgetForecast(shell, clock)).execute(args), err::toString);
    return out.toString();
  }

  private String yaml(Simulator simulator) {
    return """
    providers:
      sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
    models:
      m: [sim/small]
    prices:
      - {model: small, input: 1, output: 1}
    tenants:
      acme:
        models: ["*"]
        regions: [eu-west]
        budget: {day: 0.03 USD, month: 1 USD, requests: {day: 500}, tokens: {month: 1_000_000}}
    identity:
      keys:
        - {id: %s, sha256: %s, tenant: acme, principal: "svc:acme"}
    """
        .formatted(simulator.baseUrl(), key.id(), key.sha256());
  }
}
