package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.gateway.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A configuration that is right, and what the compiler says of others. */
final class Yaml {
  static final String SHA256 = "0123456789abcdef".repeat(4);

  static final String GOOD =
      """
      instance: claims-service
      data: asc-data
      providers:
        sim-eu: {kind: openai, url: "http://127.0.0.1:8900/v1", region: eu-west, zone: loopback}
        sim-us: {kind: openai, url: "http://127.0.0.1:8901/v1", region: us-east, zone: loopback}
        claude: {kind: anthropic, region: us-east, credential: "${env:CLAUDE_KEY}"}
      models:
        support: [sim-eu/sim-small, sim-us/sim-small]
        draft-long:
          targets: [claude/claude-opus-5]
          max-input-tokens: 200_000
          max-output-tokens: 32_000
          tools: false
      tenants:
        acme:
          models: [support, draft-*]
          regions: [eu-west, us-east]
          budget: {day: 5 USD, month: 100 USD, requests: {minute: 600}, parallel: 64, zone: Europe/Berlin}
          teams:
            claims: {models: [support], regions: [eu-west], budget: {day: 1 USD}}
          classes:
            phi: [eu-west]
      identity:
        keys:
          - {id: 3kTMd0123456, sha256: @, tenant: acme, team: claims, principal: "svc:claims"}
      prices:
        - {model: llama-*, provider: sim-eu, input: 0.2, output: 0.6}
      route: {connect: 2s, first-token: 30s, inter-chunk: 500ms, deadline: 5m}
      breaker: {failure-percent: 40, window: 10, open-for: 10s, trials: 2, parallel-per-provider: 64}
      idempotency: {window: 1h, max-entries: 500}
      audit: {domain: example.com, region: eu, fallback: other-disk}
      """
          .replace("@", SHA256);

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CLAUDE_KEY",
          "sk-ant-from-the-environment",
          "EMPTY",
          "",
          "ODD",
          "a b",
          "HOOK",
          "whsec_" + "A".repeat(32));

  private Yaml() {}

  static GatewayConfig compile(String yaml) {
    try {
      Path folder = Files.createTempDirectory("asc-yaml");
      Path file = folder.resolve("asc.yaml");
      try {
        Files.writeString(file, yaml);
        return GatewayCompiler.compile(file, ENVIRONMENT, CLOCK);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong, one line each. */
  static List<String> problems(String yaml) {
    return assertThrows(ConfigurationException.class, () -> compile(yaml)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  /** What is wrong when, in the good file, one text stands for another. */
  static List<String> problems(String good, String bad) {
    if (!GOOD.contains(good)) {
      throw new IllegalArgumentException(good + " does not stand in the good file");
    }
    return problems(GOOD.replace(good, bad));
  }
}
