package io.aiarco.asc.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.telemetry.Telemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final WebhookSecret SECRET = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Alert ALERT =
      new Alert(
          AlertKind.BUDGET_THRESHOLD,
          "tenant/acme/2026-11~2026-12-01T00:00:00Z",
          "settled",
          "81 USD",
          "below 80 USD",
          NOW);

  private final ManualClock clock = new ManualClock(NOW);
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final OpenTelemetrySdk otel =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .build();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    otel.close();
  }

  /** The example of the standard's own libraries. */
  @Test
  void signsAsTheStandardsLibrariesDo() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        SECRET.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void messageIsSignedAsItIsSent() throws Exception {
    ScriptedEgress egress = new ScriptedEgress(List.of());
    try (WebhookSink sink = sink(egress)) {
      sink.tell(ALERT);
    }

    EgressRequest sent = egress.requests.take();
    byte[] body = sent.body();
    assertEquals(
        "{\"data\":{\"expected\":\"below 80 USD\","
            + "\"message\":\"tenant/acme/2026-11~2026-12-01T00:00:00Z: settled 81 USD (expected: below 80 USD)\","
            + "\"subject\":\"tenant/acme/2026-11~2026-12-01T00:00:00Z\",\"value\":\"81 USD\",\"what\":\"settled\"},"
            + "\"timestamp\":\"2026-11-25T10:00:00Z\",\"type\":\"asc.alert.budget_threshold\"}",
        new String(body, StandardCharsets.UTF_8));
    String id = sent.headers().get("webhook-id");
    assertEquals("" + NOW.getEpochSecond(), sent.headers().get("webhook-timestamp"));
    assertEquals(
        SECRET.sign(id, NOW.getEpochSecond(), body), sent.headers().get("webhook-signature"));
    assertEquals(TrustZone.PUBLIC, sent.zone());
    assertEquals(0, dropped());
  }

  @Test
  void whatIsNotTakenIsTriedAgainUnderTheSameIdAndInOrder() throws Exception {
    ScriptedEgress egress = new ScriptedEgress(List.of(503, 0, 302));
    Alert next = new Alert(ALERT.kind(), "tenant/other", "settled", "1", "0", NOW);
    try (WebhookSink sink = sink(egress)) {
      sink.tell(ALERT);
      sink.tell(next);
      awaitRequests(egress, 5);
    }

    List<String> ids =
        egress.requests.stream().map(request -> request.headers().get("webhook-id")).toList();
    assertEquals(1, ids.subList(0, 4).stream().distinct().count());
    assertFalse(ids.get(4).equals(ids.get(0)));
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
    assertEquals(0, dropped());
  }

  @Test
  void afterSevenTriesAnAlertIsGivenUpAndCounted() {
    ScriptedEgress egress = new ScriptedEgress(List.of(500, 500, 500, 500, 500, 500, 500));
    try (WebhookSink sink = sink(egress)) {
      sink.tell(ALERT);
      awaitRequests(egress, WebhookSink.TRIES);
    }

    assertEquals(WebhookSink.TRIES, egress.requests.size());
    assertEquals(Duration.ofSeconds(63), pauses.stream().reduce(Duration.ZERO, Duration::plus));
    assertEquals(1, dropped());
  }

  @Test
  void tellingNeverWaitsAndTheQueueIsBounded() throws Exception {
    ScriptedEgress egress = new ScriptedEgress(List.of(500));
    CountDownLatch waits = new CountDownLatch(1);
    WebhookSink sink =
        new WebhookSink(
            webhook(),
            egress,
            clock,
            Telemetry.of(otel),
            (closing, wait) -> {
              waits.countDown();
              closing.await();
            });
    sink.tell(ALERT);
    waits.await();
    for (int i = 0; i < WebhookSink.QUEUED_AT_MOST + 3; i++) {
      sink.tell(ALERT);
    }
    assertEquals(3, dropped());
    sink.close();

    assertEquals(WebhookSink.QUEUED_AT_MOST + 2, egress.requests.size());
    sink.tell(ALERT);
    assertEquals(4, dropped());
  }

  @Test
  void aSecretOfAnotherFormIsRefusedUnseen() {
    for (String text : List.of("MfKQ9r8G", "whsec_MfKQ9r8G", "whsec_*" + "MfKQ".repeat(9))) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> secret(text));
      assertFalse(refused.getMessage().contains("MfKQ"), refused.getMessage());
      assertEquals(null, refused.getCause());
    }
    assertTrue(SECRET.toString().equals("WebhookSecret"));
  }

  private WebhookSink sink(ScriptedEgress egress) {
    return new WebhookSink(
        webhook(), egress, clock, Telemetry.of(otel), (closing, wait) -> pauses.add(wait));
  }

  private static Webhook webhook() {
    return new Webhook("pager", URI.create("https://pager.example/x"), TrustZone.PUBLIC, SECRET);
  }

  private static WebhookSecret secret(String text) {
    return WebhookSecret.of(Secret.of(new CredentialRef("alerts-pager", 1), text.toCharArray()));
  }

  /** Until the thread has sent so many; a close before would cut its tries short. */
  private static void awaitRequests(ScriptedEgress egress, int count) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (egress.requests.size() < count && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private long dropped() {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals("asc.alerts.dropped"))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .mapToLong(point -> point.getValue())
        .sum();
  }
}
