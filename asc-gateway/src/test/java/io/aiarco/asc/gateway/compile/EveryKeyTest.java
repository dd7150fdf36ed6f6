package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.Ack;
import io.aiarco.asc.audit.ContentMode;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that docs/configuration.md is made of. */
class EveryKeyTest {
  @TempDir private Path folder;

  @Test
  void theDocumentedFileCompilesAndItsTuningIsTheDefault() throws IOException {
    Path file = folder.resolve("asc.yaml");
    try (InputStream in = EveryKeyTest.class.getResourceAsStream("every-key.yaml")) {
      Files.copy(Objects.requireNonNull(in, "every-key.yaml"), file);
    }
    Files.writeString(folder.resolve("claude.key"), "a-key-from-a-file\n");
    try (InputStream in = EveryKeyTest.class.getResourceAsStream("tsa-roots.pem")) {
      Files.copy(Objects.requireNonNull(in, "tsa-roots.pem"), folder.resolve("tsa-roots.pem"));
    }

    GatewayConfig config =
        GatewayCompiler.compile(
            file,
            Map.of(
                "OPENAI_API_KEY", "a-key",
                "AZURE_TOKEN", "a-token",
                "ARCHIVE_TOKEN", "a-token",
                "PAGER_SECRET", "whsec_" + "MDEy".repeat(8)),
            Clock.systemUTC());

    assertEquals(5, config.providers().size());
    assertEquals(4, config.anchors().size());
    assertEquals(2, config.sinks().size());
    assertEquals(1, config.webhooks().size());
    assertEquals(RouteConfig.STANDARD, config.route());
    assertEquals(BreakerConfig.STANDARD, config.breaker());
    assertEquals(IdempotencyConfig.STANDARD, config.idempotency());
    assertEquals(AuditConfig.STANDARD, config.audit());
    assertEquals(
        Map.of(
            new DataClass("phi"), Ack.BOTH,
            new DataClass("pii"), Ack.BOTH,
            new DataClass("secret"), Ack.INTENT),
        config.auditRules().acks());
    assertEquals(
        config.auditRules().acks().keySet(), config.auditRules().whenUnavailable().refused());
    assertEquals(WhenUnavailable.REFUSE.atMost(), config.auditRules().whenUnavailable().atMost());
    assertEquals(
        new ContentModes(ContentMode.HASH, ContentMode.ENCRYPTED),
        config.auditRules().content(new TenantId("acme")));
  }
}
