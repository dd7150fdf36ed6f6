package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.fault.VerifyScript;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of every kind from asc.yaml through calls, the log, its verifier and a restart. */
class AccountsTest {
  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  @TempDir private Path folder;

  @Test
  void eachSessionHasABudgetOfItsOwnThatOutlivesTheProcess()
      throws IOException, InterruptedException {
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("ok").usage(10, 1));
      Path file = file(simulator, "otherwise: refuse");
      try (AscGateway asc = AscGateway.open(file)) {
        call(asc, "run-1", "4711");
        call(asc, "run-1", "4711");
        assertThrows(RateLimitedException.class, () -> call(asc, "run-1", "4712"));
        call(asc, "Run 2 of the agent, with a long name nobody would ever read", "4712");
      }

      try (AscGateway asc = AscGateway.open(file)) {
        RateLimitedException refused =
            assertThrows(RateLimitedException.class, () -> call(asc, "run-1", "4712"));
        assertEquals("tenant/acme/session/run-1", refused.account().scope());
        BudgetExhaustedException spent =
            assertThrows(BudgetExhaustedException.class, () -> call(asc, "run-3", "4711"));
        assertEquals("tag/centre/4711", spent.account().scope());
      }
      String log = log();
      for (String scope :
          List.of(
              "\"org/",
              "\"tenant/acme/session/run-1/",
              "\"tenant/acme/session/%23",
              "\"tenant/acme/model/small/",
              "\"provider/sim/",
              "\"tag/centre/4711/")) {
        assertTrue(log.contains(scope), scope);
      }
      bothVerifiersAgree();
    }
  }

  /** What changed stands in the log once, and a start that changes nothing adds nothing. */
  @Test
  void aStartWithOtherLimitsSaysWhichOnesChanged() throws IOException, InterruptedException {
    try (Simulator simulator = Simulator.open()) {
      Path file = file(simulator, "otherwise: refuse");
      AscGateway.open(file).close();
      AscGateway.open(file).close();
      assertEquals(7, changes().size());
      String text = Files.readString(file).replace("month: 1 USD", "month: 2 USD");
      Files.writeString(file, text.replace("rolling: {24h: 1 USD}", "year: 5 USD"));

      AscGateway.open(file).close();

      List<String> changes = changes();
      assertEquals(10, changes.size());
      String month =
          changes.stream().filter(line -> line.contains("\"from\":\"1\",")).toList().get(1);
      assertTrue(month.contains("\"period\":\"month\""), month);
      assertTrue(month.contains("\"scope\":\"tenant/acme\""), month);
      assertTrue(month.contains("\"tenant\":\"acme\""), month);
      assertTrue(month.contains("\"to\":\"2\""), month);
      String rolling = changes.get(7);
      assertTrue(rolling.contains("\"past\":24,\"period\":\"hour\""), rolling);
      assertTrue(!rolling.contains("\"to\":"), rolling);
      bothVerifiersAgree();
    }
  }

  private List<String> changes() throws IOException {
    return log().lines().filter(line -> line.contains("\"type\":\"limit.change\"")).toList();
  }

  @Test
  void spendingIsSomebodys() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("ok").usage(10, 1));
      try (AscGateway asc = AscGateway.open(file(simulator, "otherwise: refuse"))) {
        DeniedException refused =
            assertThrows(DeniedException.class, () -> call(asc, "run-1", "13"));
        assertEquals(
            "tag centre: another value (expected: one of 4711, 4712)", refused.getMessage());
        assertEquals(List.of("attribution.centre"), refused.rules());
      }
      assertEquals(0, simulator.arrivals().size());
      try (AscGateway asc = AscGateway.open(file(simulator, "otherwise: unattributed"))) {
        call(asc, "run-1", "13");
      }
      assertEquals(1, simulator.arrivals().size());
      assertTrue(log().contains("\"tags\":{\"centre\":\"unattributed\"}"));
    }
  }

  private void bothVerifiersAgree() throws IOException, InterruptedException {
    Path audit = folder.resolve("asc-data/audit");
    VerifyReport report = Verifier.verify(audit, List.of(), List.of());
    assertEquals(0, report.exitCode(), report::toString);
    VerifyScript.run(audit);
  }

  private String log() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("asc-data/audit"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  private void call(AscGateway asc, String session, String centre) {
    asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())))
        .chat(
            ChatRequest.builder()
                .model("support")
                .user("hello")
                .maxOutputTokens(10)
                .context(c -> c.session(session).tag("centre", centre))
                .build());
  }

  private Path file(Simulator simulator, String otherwise) throws IOException {
    return Files.writeString(
        folder.resolve("asc.yaml"),
        """
        providers:
          sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [sim/small]
        prices:
          - {model: small, input: 1, output: 1}
        budget:
          week: 1 USD
          rolling: {24h: 1 USD}
          each: {provider: {requests: {quarter: 100}}}
          tags: {centre: {"4711": {day: 0.00061 USD}}}
        attribution:
          centre: {values: ["4711", "4712"], %s}
        tenants:
          acme:
            models: ["*"]
            regions: [eu-west]
            budget: {month: 1 USD, each: {session: {requests: {day: 2}}, model: {rolling: {7d: 1 USD}}}}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:list"}
        """
            .formatted(simulator.baseUrl(), otherwise, key.id(), key.sha256()));
  }
}
