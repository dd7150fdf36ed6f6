package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.usage.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant's prices from asc.yaml to the charge and to what is held. */
class TenantPriceTest {
  private static final ChatRequest REQUEST =
      ChatRequest.builder().model("support").user("hello").maxOutputTokens(10).build();

  private final ApiKey list = ApiKey.mint("test", new SecureRandom());
  private final ApiKey own = ApiKey.mint("test", new SecureRandom());
  private final ApiKey dear = ApiKey.mint("test", new SecureRandom());
  @TempDir private Path folder;

  @Test
  void eachTenantPaysAndHoldsByItsOwnBook() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("On its way.").usage(100, 3));
      try (AscGateway asc = AscGateway.open(file(simulator))) {
        Cost listed = chat(asc, list);
        Cost owned = chat(asc, own);

        assertEquals("0.000103", listed.amount().decimal()); // 100 x 1000 + 3 x 1000
        assertEquals("0.00023", owned.amount().decimal()); // 100 x 2000 + 3 x 10000
        assertNotEquals(listed.priceBook(), owned.priceBook());
        assertThrows(BudgetExhaustedException.class, () -> chat(asc, dear));
      }
      assertEquals(2, simulator.arrivals().size());
    }
  }

  private static Cost chat(AscGateway asc, ApiKey key) {
    ChatClient client = asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
    return client.chat(REQUEST).cost().orElseThrow();
  }

  private Path file(Simulator simulator) throws IOException {
    return Files.writeString(
        folder.resolve("asc.yaml"),
        """
        providers:
          sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [sim/small]
        prices:
          - {model: small, input: 1, output: 1}
        tenants:
          list: {models: ["*"], regions: [eu-west], budget: {day: 1 USD}}
          own:
            models: ["*"]
            regions: [eu-west]
            budget: {day: 1 USD}
            prices: [{model: small, input: 2, output: 10}]
          dear:
            models: ["*"]
            regions: [eu-west]
            budget: {day: 1 USD}
            prices: [{model: small, input: 10000, output: 10000}]
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: list, principal: "svc:list"}
            - {id: %s, sha256: %s, tenant: own, principal: "svc:own"}
            - {id: %s, sha256: %s, tenant: dear, principal: "svc:dear"}
        """
            .formatted(
                simulator.baseUrl(),
                list.id(),
                list.sha256(),
                own.id(),
                own.sha256(),
                dear.id(),
                dear.sha256()));
  }
}
