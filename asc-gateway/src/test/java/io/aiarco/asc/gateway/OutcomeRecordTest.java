package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of what really happened, from asc.yaml to the bytes on both sides. */
class OutcomeRecordTest {
  private final ApiKey exact = ApiKey.mint("test", new SecureRandom());
  private final ApiKey easy = ApiKey.mint("test", new SecureRandom());
  private final Simulator simulator = Simulator.open();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() throws IOException {
    simulator.otherwise(request -> Reply.text("On its way."));
    file = folder.resolve("asc.yaml");
    Files.writeString(
        file,
        """
        providers:
          claude: {kind: anthropic, url: "%s", region: eu-west, zone: loopback}
          azure: {kind: openai, url: "%s", region: eu-west, seen-as: [swedencentral], zone: loopback}
          gpt: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [claude/small]
          both: [claude/small, gpt/small]
          nordic: [azure/small, gpt/small]
        tenants:
          exact: {models: ["*"], regions: [eu-west], budget: unlimited}
          easy: {models: ["*"], regions: [eu-west], budget: unlimited, unsupported: drop}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: exact, principal: "svc:exact"}
            - {id: %s, sha256: %s, tenant: easy, principal: "svc:easy"}
        """
            .formatted(
                simulator.baseUrl(),
                simulator.baseUrl(),
                simulator.baseUrl(),
                exact.id(),
                exact.sha256(),
                easy.id(),
                easy.sha256()));
  }

  @AfterEach
  void tearDown() {
    simulator.close();
  }

  @Test
  void aSettingWithoutWordsIsRefusedUnlessTheTenantLetsItBeLeftOut() throws IOException {
    ChatRequest seeded = ask("support").seed(7).temperature(0.5).build();
    ChatResponse reply;
    try (AscGateway asc = AscGateway.open(file)) {
      NoRouteException refused =
          assertThrows(NoRouteException.class, () -> client(asc, exact).chat(seeded));
      assertTrue(refused.getMessage().contains("cannot do [seed]"), refused.getMessage());

      assertEquals(
          "claude/small@eu-west kept: priority 1, leaving out [seed]",
          client(asc, easy).explain(seeded).candidates().get(0).toString());
      reply = client(asc, easy).chat(seeded);
    }

    assertEquals("[seed: claude/small@eu-west cannot do it]", reply.warnings().toString());
    String sent = simulator.arrivals().get(0).body().text();
    assertFalse(sent.contains("seed"), sent);
    assertTrue(sent.contains("\"temperature\":0.5"), sent);
    assertTrue(only("call.intent").contains("\"dropped\":[\"seed\"]"), only("call.intent"));
  }

  @Test
  void whoCanDoAllThatIsAskedComesFirstAndALaterAttemptSaysWhatItLeavesOut() throws IOException {
    simulator.reply(Reply.text("").fault(Fault.status(503)));
    ChatResponse reply;
    try (AscGateway asc = AscGateway.open(file)) {
      reply = client(asc, easy).chat(ask("both").seed(7).build());
    }

    assertEquals("claude", reply.route().endpoint().provider().value());
    assertTrue(simulator.arrivals().get(0).body().text().contains("\"seed\":7"));
    assertFalse(only("call.intent").contains("dropped"), only("call.intent"));
    assertTrue(only("call.attempt").contains("\"dropped\":[\"seed\"]"), only("call.attempt"));
  }

  @Test
  void aRegionTheProviderContradictsIsAnIncidentBeforeTheOutcomeAndNoFailure() throws IOException {
    simulator.reply(Reply.text("a").header("x-ms-region", "Sweden Central"));
    simulator.reply(Reply.text("b").header("x-ms-region", "East US"));
    simulator.reply(
        Reply.text("c")
            .header("x-ms-region", "Sweden Central")
            .header("x-ms-is-spilled-over", "true"));
    ChatResponse inside;
    ChatResponse outside;
    ChatResponse spilled;
    ChatResponse silent;
    try (AscGateway asc = AscGateway.open(file)) {
      inside = client(asc, exact).chat(ask("nordic").build());
      outside = client(asc, exact).chat(ask("nordic").build());
      spilled = client(asc, exact).chat(ask("nordic").build());
      silent = client(asc, exact).chat(ask("nordic").build());
    }

    assertEquals(Optional.of("swedencentral"), seen(inside));
    assertEquals(Optional.of("eastus"), seen(outside));
    assertEquals(Optional.of("swedencentral+spillover"), seen(spilled));
    assertEquals(Optional.empty(), seen(silent));
    List<String> incidents = records("incident");
    assertEquals(2, incidents.size());
    assertTrue(
        incidents.get(0).contains("\"call\":\"" + outside.auditId() + "\""), incidents.get(0));
    for (String field :
        List.of(
            "\"expected\":\"eu-west\"",
            "\"kind\":\"residency\"",
            "\"seen\":\"eastus\"",
            "\"tenant\":\"exact\"",
            "\"tseq\":")) {
      assertTrue(incidents.get(0).contains(field), field + " in " + incidents.get(0));
    }
    List<String> outcomes = records("call.outcome");
    assertTrue(outcomes.get(1).contains("\"region_seen\":\"eastus\""), outcomes.get(1));
    assertTrue(outcomes.get(1).contains("\"status\":\"ok\""), outcomes.get(1));
    assertFalse(outcomes.get(3).contains("region_seen"), outcomes.get(3));
    VerifyReport report = Verifier.verify(folder.resolve("asc-data/audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  @Test
  void halfACharacterIsReplacedOnTheWayOutAndThatIsSaid() throws IOException {
    ChatResponse whole;
    ChatResponse half;
    try (AscGateway asc = AscGateway.open(file)) {
      whole = client(asc, exact).chat(ask("support").user("\uD83D\uDE00 \uFFFD").build());
      half = client(asc, exact).chat(ask("support").user("a\uD83Db").build());
    }

    assertEquals(List.of(), whole.warnings());
    assertEquals("lone-surrogates", half.warnings().get(0).what());
    assertTrue(simulator.arrivals().get(1).body().text().contains("a\uFFFDb"));
    List<String> outcomes = records("call.outcome");
    assertFalse(outcomes.get(0).contains("cleaned"), outcomes.get(0));
    assertTrue(outcomes.get(1).contains("\"cleaned\":[\"lone-surrogates\"]"), outcomes.get(1));
  }

  @Test
  void refusalsOfUnknownCallersAreSummedUpByTheMinute() throws IOException {
    FakeClock clock = FakeClock.at("2026-11-21T12:00:00Z");
    try (AscGateway asc = AscGateway.builder(file).clock(clock).open()) {
      ChatClient nobody = asc.client(CallerCredential.apiKey("asc_test_guess"));
      for (int seconds : List.of(0, 10, 10, 50, 5)) { // 0, 10, 20, 70, 75
        clock.advance(Duration.ofSeconds(seconds));
        assertThrows(UnauthenticatedException.class, () -> nobody.chat(ask("support").build()));
      }
    }

    List<String> counts =
        records("decision").stream()
            .map(line -> line.replaceAll(".*\"count\":(\\d+).*", "$1"))
            .toList();
    assertEquals(List.of("1", "2", "2"), counts);
    assertFalse(records("decision").get(0).contains("tenant"), records("decision").get(0));
    VerifyReport report = Verifier.verify(folder.resolve("asc-data/audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  private static Optional<String> seen(ChatResponse reply) {
    return reply.route().attempts().get(0).regionSeen();
  }

  @Test
  void aProviderThatMayNotWorkWhereItIsIsAnIncidentAndNeverFailedOver() throws IOException {
    simulator.reply(
        Reply.text("").fault(Fault.error(400, "invalid_request_error", "data_residency_mismatch")));
    try (AscGateway asc = AscGateway.open(file)) {
      ProviderException refused =
          assertThrows(
              ProviderException.class, () -> client(asc, exact).chat(ask("nordic").build()));
      assertEquals(FailureClass.RESIDENCY, refused.failure());
    }

    assertEquals(1, simulator.arrivals().size());
    assertTrue(only("incident").contains("\"seen\":\"refused\""), only("incident"));
    assertTrue(only("call.outcome").contains("\"class\":\"residency\""), only("call.outcome"));
  }

  private static ChatClient client(AscGateway asc, ApiKey key) {
    return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  private static ChatRequest.Builder ask(String model) {
    return ChatRequest.builder().model(model).user("Where is my parcel?");
  }

  /** The one record of that type. */
  private String only(String type) throws IOException {
    List<String> records = records(type);
    assertEquals(1, records.size(), type);
    return records.get(0);
  }

  private List<String> records(String type) throws IOException {
    Path segment = folder.resolve("asc-data/audit/asc/1/seg-00000000000000000000.log");
    return Files.readAllLines(segment).stream()
        .filter(line -> line.contains("\"type\":\"" + type + "\""))
        .toList();
  }
}
