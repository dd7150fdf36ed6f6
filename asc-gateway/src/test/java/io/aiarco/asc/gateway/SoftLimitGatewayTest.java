package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of asc.yaml, from the calls they change to the log, the webhook and a restart. */
class SoftLimitGatewayTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String LOG = "data/audit/asc/1/seg-00000000000000000000.log";

  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private HttpServer pager;
  @TempDir private Path folder;

  @BeforeEach
  void listen() throws IOException {
    pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pager.createContext(
        "/asc",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean signed =
              signature(exchange.getRequestHeaders(), body)
                  .equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
          messages.add(signed ? body : "not signed: " + body);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    pager.start();
  }

  @AfterEach
  void stop() {
    pager.stop(0);
  }

  @Test
  void stepsChangeCallsAreToldOnceAndStandInTheLog() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("On its way.").usage(100, 100));
      Path file = file(simulator);
      try (AscGateway asc = open(file)) {
        ChatResponse first = ask(asc); // 0.02 of 0.05 USD
        assertEquals("large", first.route().endpoint().model().value());
        assertEquals("large", ask(asc).route().endpoint().model().value());

        ChatResponse third = ask(asc); // 0.04 are settled, which is 80%
        assertEquals("small", third.route().endpoint().model().value());
        assertEquals(
            "model: served as draft by budget.tenant/acme.USD.total@80%",
            third.warnings().get(0).toString());
      }
      try (AscGateway asc = open(file)) {
        assertThrows(BudgetExhaustedException.class, () -> ask(asc));
      }
    }

    assertEquals(3, messages.size(), messages.toString());
    List<String> below = List.of("0.02 USD, 40", "0.04 USD, 80", "0.05 USD, 100");
    for (int i = 0; i < 3; i++) {
      String start = "{\"data\":{\"expected\":\"below " + below.get(i) + "% of the limit\",";
      assertTrue(messages.get(i).startsWith(start), messages.get(i));
    }
    assertEquals(3, Files.readAllLines(folder.resolve("data/told-alerts")).size());
    String log = Files.readString(folder.resolve(LOG));
    assertTrue(log.contains("\"facts\":{\"settled USD tenant/acme/total~always\":\"0.04\"}"), log);
    assertTrue(log.contains("budget.tenant/acme.USD.total@80%"));
  }

  private AscGateway open(Path file) {
    return AscGateway.builder(file)
        .environment(Map.of("SECRET", "whsec_" + Base64.getEncoder().encodeToString(KEY)))
        .open();
  }

  private ChatResponse ask(AscGateway asc) {
    return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())))
        .chat(ChatRequest.builder().model("support").user("hello").maxOutputTokens(10).build());
  }

  private static String signature(Headers headers, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      String signed =
          headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Path file(Simulator simulator) throws IOException {
    return Files.writeString(
        folder.resolve("asc.yaml"),
        """
        data: data
        providers:
          sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [sim/large]
          draft: [sim/small]
        prices:
          - {model: large, input: 100, output: 100}
          - {model: small, input: 10, output: 100}
        tenants:
          acme:
            models: ["*"]
            regions: [eu-west]
            budget:
              total:
                limit: 0.05 USD
                hard: false
                soft:
                  - {at: 40%%, do: alert}
                  - {at: 80%%, do: {downgrade: draft}}
                  - {at: 100%%, do: deny}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:acme"}
        alerts:
          webhooks:
            pager: {url: "http://127.0.0.1:%d/asc", zone: loopback, secret: "${env:SECRET}"}
        """
            .formatted(simulator.baseUrl(), key.id(), key.sha256(), pager.getAddress().getPort()));
  }
}
