package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A gateway that runs, after two calls of tenant acme with different tags and a repeated one.
 *
 * @param config its asc.yaml, with the log beside it in {@code asc-data/audit}
 */
record SpendingGateway(
    Path config, AscGateway gateway, Simulator simulator, ChatResponse first, ChatResponse second)
    implements AutoCloseable {
  /** What a spreadsheet would run. */
  static final String FORMULA = "=HYPERLINK(\"http://x\")";

  static SpendingGateway open(Path folder) throws IOException {
    ApiKey key = ApiKey.mint("test", new SecureRandom());
    Simulator simulator = Simulator.open();
    simulator.otherwise(request -> Reply.text("twelve tokens or so"));
    Path file = folder.resolve("asc.yaml");
    Files.writeString(
        file,
        """
        providers:
          sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [sim/small]
        prices:
          rows: [{model: small, input: "2.5", output: "10"}]
        tenants:
          acme:
            models: [support]
            regions: [eu-west]
            budget: {day: 5 USD}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:test"}
        """
            .formatted(simulator.baseUrl(), key.id(), key.sha256()));
    AscGateway gateway = AscGateway.open(file);
    ChatClient chat = gateway.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
    ChatResponse first = chat.chat(request("chat", "k1"));
    ChatResponse second = chat.chat(request(FORMULA, "k2"));
    chat.chat(request("chat", "k1"));
    return new SpendingGateway(file, gateway, simulator, first, second);
  }

  private static ChatRequest request(String feature, String key) {
    return ChatRequest.builder()
        .model("support")
        .user("Where is my parcel?")
        .maxOutputTokens(100)
        .context(c -> c.tag("feature", feature).idempotencyKey(key))
        .build();
  }

  @Override
  public void close() {
    gateway.close();
    simulator.close();
  }
}
