package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.evidence.EvidencePack;
import io.aiarco.asc.audit.evidence.PackRequest;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
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
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that goes and comes back under a gateway with a tenant whose calls may go on. */
class VolatileGatewayTest {
  @TempDir Path folder;
  private final ApiKey lab = ApiKey.mint("test", new SecureRandom());
  private final ApiKey acme = ApiKey.mint("test", new SecureRandom());

  @Test
  void callsGoOnSomebodyIsToldAndTheGapCountsThem() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer pager =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pager.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    pager.start();
    Path writer = folder.resolve("asc-data/audit/gw");
    long unrecorded = 0;
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("On its way."));
      try (AscGateway asc =
          AscGateway.builder(file(simulator, pager))
              .environment(Map.of("HOOK", "whsec_" + "A".repeat(32)))
              .open()) {
        assertEquals(List.of(), ask(asc, lab).warnings());

        Path aside = Files.move(writer, folder.resolve("gw-aside"));
        Files.createFile(writer); // nothing can be begun where this stands
        while (!isUnrecorded(asc)) {
          Thread.onSpinWait(); // until the journal has looked, once a second
        }
        unrecorded++;
        assertThrows(AuditUnavailableException.class, () -> ask(asc, acme));
        while (told.stream().noneMatch(alert -> alert.contains("\"value\":\"volatile\""))) {
          Thread.onSpinWait();
        }

        Files.delete(writer);
        Files.move(aside, writer);
        while (!ask(asc, lab).warnings().isEmpty()) {
          unrecorded++; // until the journal has tried again
        }
        assertEquals(List.of(), ask(asc, acme).warnings());
      }
    } finally {
      pager.stop(0);
    }

    VerifyReport report = Verifier.verify(writer.getParent(), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    VerifyScript.run(writer.getParent());
    assertTrue(told.stream().anyMatch(alert -> alert.contains("\"value\":\"refusing\"")));
    String gap = "\"calls\":" + unrecorded + ",";
    assertTrue(text(writer).contains(gap), () -> gap + " in\n" + text(writer));

    Path pack = folder.resolve("lab.tar");
    EvidencePack.write(
        writer,
        new PackRequest("lab", null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")),
        null,
        pack);
    String packed = Files.readString(pack, StandardCharsets.ISO_8859_1);
    for (String part : List.of(gap, "\"state\":\"volatile\"", "\"state\":\"refusing\"")) {
      assertTrue(packed.contains(part), part);
    }
  }

  /** False as well for a call that had left its intent when the journal found out. */
  private boolean isUnrecorded(AscGateway asc) {
    try {
      return ask(asc, lab).warnings().equals(List.of(Warning.UNRECORDED));
    } catch (AuditUnavailableException e) {
      return false;
    }
  }

  private static String text(Path writer) {
    try (Stream<Path> files = Files.walk(writer)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ChatResponse ask(AscGateway asc, ApiKey key) {
    ChatClient client = asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
    return client.chat(ChatRequest.builder().model("support").user("Where is it?").build());
  }

  private Path file(Simulator simulator, HttpServer pager) throws IOException {
    return Files.writeString(
        folder.resolve("asc.yaml"),
        """
        instance: gw
        providers:
          sim: {kind: openai, url: "%s", region: eu, zone: loopback}
        models:
          support: [sim/small]
        prices: [{model: small, input: 1, output: 1}]
        tenants:
          lab:
            models: [support]
            regions: [eu]
            budget: unlimited
            audit:
              when-unavailable: {volatile: 10m, calls: 100_000, expires: 2099-06-30T00:00:00Z}
          acme: {models: [support], regions: [eu], budget: {month: 100 USD}}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: lab, principal: "svc:lab"}
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:acme"}
        audit: {wait: 3s}
        alerts:
          webhooks:
            pager: {url: "http://127.0.0.1:%d/", zone: loopback, secret: "${env:HOOK}"}
        """
            .formatted(
                simulator.baseUrl(),
                lab.id(),
                lab.sha256(),
                acme.id(),
                acme.sha256(),
                pager.getAddress().getPort()));
  }
}
