package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AscGatewayTest {
  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  private final Simulator simulator = Simulator.open();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() throws IOException {
    simulator.otherwise(request -> Reply.text("On its way."));
    file = folder.resolve("asc.yaml");
    write("5 USD");
  }

  @AfterEach
  void tearDown() {
    simulator.close();
  }

  @Test
  void oneFileAndOneKeyMakeAGovernedCall() {
    try (AscGateway asc = AscGateway.open(file)) {
      ChatResponse reply = client(asc).chat(question("support"));

      assertEquals("On its way.", reply.text());
      assertEquals(1, simulator.arrivals().size());
    }
  }

  @Test
  void aStreamTellsTheSame() {
    try (AscGateway asc = AscGateway.open(file);
        ChatStream stream = client(asc).stream(question("support"))) {
      assertEquals("On its way.", stream.response().text());
    }
  }

  @Test
  void whatIsNotGrantedIsRefusedAndNothingIsSent() {
    try (AscGateway asc = AscGateway.open(file)) {
      ChatClient chat = client(asc);

      assertThrows(DeniedException.class, () -> chat.chat(question("payroll")));
      assertThrows(ResidencyException.class, () -> chat.chat(question("archive")));
      assertEquals(0, simulator.arrivals().size());
    }
  }

  @Test
  void aWrongKeyIsRefusedWithoutBeingRepeated() {
    try (AscGateway asc = AscGateway.open(file)) {
      String wrong = key.rotate(new SecureRandom()).reveal(SecretAccess.get());
      ChatClient chat = asc.client(CallerCredential.apiKey(wrong));

      UnauthenticatedException refused =
          assertThrows(UnauthenticatedException.class, () -> chat.chat(question("support")));

      assertFalse(String.valueOf(refused.getMessage()).contains(wrong.substring(20, 60)));
      assertEquals(0, simulator.arrivals().size());
    }
  }

  @Test
  void whatWasSpentIsKnownAfterOpeningAgain() throws IOException {
    Money worstCase;
    try (AscGateway asc = AscGateway.open(file)) {
      worstCase = client(asc).explain(question("support")).worstCase();
    }
    write(String.valueOf(worstCase)); // room for one call, if nothing was spent before it
    try (AscGateway asc = AscGateway.open(file)) {
      client(asc).chat(question("support"));
    }

    try (AscGateway asc = AscGateway.open(file)) {
      ChatClient chat = client(asc);
      assertThrows(BudgetExhaustedException.class, () -> chat.chat(question("support")));
    }
    assertEquals(1, simulator.arrivals().size());
  }

  @Test
  void aSecondGatewayOnTheSameFolderIsRefusedByName() {
    try (AscGateway asc = AscGateway.open(file)) {
      AuditUnavailableException refused =
          assertThrows(AuditUnavailableException.class, () -> AscGateway.open(file));

      assertTrue(
          String.valueOf(refused.getMessage()).contains("pid=" + ProcessHandle.current().pid()),
          refused.getMessage());
      assertEquals("On its way.", client(asc).chat(question("support")).text());
    }
  }

  @Test
  void closingTwiceDoesNothingAndNewCallsAreRefused() {
    AscGateway asc = AscGateway.open(file);
    ChatClient chat = client(asc);

    asc.close();
    asc.close();

    assertThrows(ClosedException.class, () -> client(asc));
    assertThrows(ClosedException.class, () -> chat.chat(question("support")));
  }

  @Test
  void aBadFileOpensNothing() throws IOException {
    Files.writeString(file, Files.readString(file).replace("budget:", "bugdet:"));

    assertThrows(ConfigurationException.class, () -> AscGateway.open(file));

    assertFalse(Files.exists(folder.resolve("asc-data")));
  }

  private void write(String perDay) throws IOException {
    Files.writeString(
        file,
        """
        providers:
          sim-eu: {kind: openai, url: "%s", region: eu-west, zone: loopback}
          sim-us: {kind: openai, url: "%s", region: us-east, zone: loopback}
        models:
          support: [sim-eu/sim-small]
          archive: [sim-us/sim-small]
        tenants:
          acme: {models: ["*"], regions: [eu-west], budget: {day: %s}}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:test"}
        """
            .formatted(simulator.baseUrl(), simulator.baseUrl(), perDay, key.id(), key.sha256()));
  }

  private ChatClient client(AscGateway asc) {
    return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  private static ChatRequest question(String model) {
    return ChatRequest.builder()
        .model(model)
        .user("Where is my parcel?")
        .maxOutputTokens(400)
        .build();
  }
}
