package io.aiarco.asc.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final CallId CALL = new CallId("0".repeat(26));
  private static final EndpointId FIRST = endpoint("one");
  private static final EndpointId SECOND = endpoint("two");
  private static final Usage USAGE = Usage.of(120, 30, UsageSource.REPORTED);
  private static final Duration TOOK = Duration.ofMillis(250);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final InMemoryLogRecordExporter events = InMemoryLogRecordExporter.create();
  private final OpenTelemetrySdk otel =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setLoggerProvider(
              SdkLoggerProvider.builder()
                  .addLogRecordProcessor(SimpleLogRecordProcessor.create(events))
                  .build())
          .build();
  private final Telemetry telemetry = Telemetry.of(otel);

  @AfterEach
  void close() {
    otel.close();
  }

  @Test
  void auditLogIsReadOffAtEachCollectionUntilItIsClosed() {
    AuditVitals[] now = {
      new AuditVitals(
          1,
          3,
          Duration.ofSeconds(2),
          1,
          Map.of("vault", new AuditVitals.Sink(40, Duration.ofMinutes(1))),
          Map.of("w1", new AuditVitals.Anchor(900, Duration.ofSeconds(5))))
    };
    Runnable end = telemetry.watchAudit(() -> now[0]);
    assertEquals(
        Map.of(
            "asc.audit.state", 1.0,
            "asc.audit.orphans", 3.0,
            "asc.audit.checkpoint.age", 2.0,
            "asc.audit.registry.owed", 1.0,
            "asc.audit.unshipped{asc.audit.sink=\"vault\"}", 40.0,
            "asc.audit.ingestion.lag{asc.audit.sink=\"vault\"}", 60.0,
            "asc.audit.anchored{asc.audit.anchor=\"w1\"}", 900.0,
            "asc.audit.anchor.age{asc.audit.anchor=\"w1\"}", 5.0),
        gauges());

    now[0] = new AuditVitals(4, 3, null, 0, Map.of(), Map.of());
    assertEquals(
        Map.of("asc.audit.state", 4.0, "asc.audit.orphans", 3.0, "asc.audit.registry.owed", 0.0),
        gauges());
    end.run();
    assertEquals(Map.of(), gauges());
    Telemetry.none().watchAudit(() -> now[0]).run();
  }

  @Test
  void anAlertIsCountedByKindAndToldAsOneEvent() {
    Instant at = Instant.parse("2026-11-25T10:00:00Z");
    telemetry.alerted("budget_threshold", "tenant/acme", "settled", "all of it", at);
    telemetry.alertDropped("pager");

    LogRecordData event = events.getFinishedLogRecordItems().get(0);
    assertEquals("asc.alert", event.getEventName());
    assertEquals(at.getEpochSecond() * 1_000_000_000L, event.getTimestampEpochNanos());
    assertEquals("all of it", event.getBodyValue().asString());
    assertEquals(
        Map.of(
            "asc.alert.kind", "budget_threshold",
            "asc.alert.subject", "tenant/acme",
            "asc.alert.what", "settled"),
        event.getAttributes().asMap().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().getKey(), Map.Entry::getValue)));
    Map<String, Long> counted = new HashMap<>();
    for (MetricData metric : metrics.collectAllMetrics()) {
      for (LongPointData point : metric.getLongSumData().getPoints()) {
        counted.put(name(metric, point), point.getValue());
      }
    }
    assertEquals(
        Map.of(
            "asc.alerts{asc.alert.kind=\"budget_threshold\"}", 1L,
            "asc.alerts.dropped{asc.alert.webhook=\"pager\"}", 1L),
        counted);
    Telemetry.none().alerted("budget_threshold", "tenant/acme", "settled", "all of it", at);
  }

  private Map<String, Double> gauges() {
    Map<String, Double> gauges = new HashMap<>();
    for (MetricData metric : metrics.collectAllMetrics()) {
      for (LongPointData point : metric.getLongGaugeData().getPoints()) {
        gauges.put(name(metric, point), (double) point.getValue());
      }
      for (DoublePointData point : metric.getDoubleGaugeData().getPoints()) {
        gauges.put(name(metric, point), point.getValue());
      }
    }
    return gauges;
  }

  private static String name(MetricData metric, PointData point) {
    return metric.getName()
        + (point.getAttributes().isEmpty() ? "" : point.getAttributes().toString());
  }

  @Test
  void aCallIsOneClientSpanWithItsAttemptsInside() {
    Span outer = otel.getTracer("host").spanBuilder("host work").startSpan();
    Scope scope = outer.makeCurrent();
    CallTelemetry call = call(true);
    scope.close();
    call.tenant(new TenantId("acme"));
    call.attemptStarted(1, FIRST);
    call.attempt(failed(1, FIRST, FailureClass.SERVER));
    call.attemptStarted(2, SECOND);
    call.firstContent(Duration.ofMillis(80));
    call.attempt(served(2, SECOND));
    call.ended(served(2, SECOND), USAGE, null, TOOK);
    outer.end();

    SpanData span = named("chat support");
    assertEquals(SpanKind.CLIENT, span.getKind());
    assertEquals(outer.getSpanContext().getSpanId(), span.getParentSpanId());
    assertEquals(span.getTraceId(), call.traceId());
    assertEquals(
        Map.ofEntries(
            Map.entry("gen_ai.operation.name", "chat"),
            Map.entry("gen_ai.request.model", "support"),
            Map.entry("gen_ai.request.stream", true),
            Map.entry("gen_ai.provider.name", "two"),
            Map.entry("gen_ai.response.model", "small-2026"),
            Map.entry("gen_ai.response.time_to_first_chunk", 0.08),
            Map.entry("gen_ai.usage.input_tokens", 120L),
            Map.entry("gen_ai.usage.output_tokens", 30L),
            Map.entry("asc.call.id", CALL.value()),
            Map.entry("asc.tenant", "acme"),
            Map.entry("asc.attempt", 2L),
            Map.entry("asc.region", "eu")),
        attributes(span));
    for (String name : List.of("attempt one/small@eu", "attempt two/small@eu")) {
      assertEquals(span.getSpanId(), named(name).getParentSpanId());
      assertTrue(named(name).hasEnded());
    }
    assertEquals(StatusCode.ERROR, named("attempt one/small@eu").getStatus().getStatusCode());
    assertEquals("server", attributes(named("attempt one/small@eu")).get("error.type"));
    assertEquals(4, spans.getFinishedSpanItems().size());
  }

  @Test
  void onlyTheFirstEndCountsAndNothingAfterIt() {
    CallTelemetry call = call(false);

    call.ended(null, Usage.ABSENT, ErrorCode.CANCELLED, TOOK);
    call.ended(served(1, FIRST), USAGE, null, TOOK);
    call.attempt(served(1, FIRST));
    call.attemptStarted(2, SECOND);

    assertEquals(1, spans.getFinishedSpanItems().stream().filter(s -> isCall(s)).count());
    assertEquals("asc_cancelled", attributes(named("chat support")).get("error.type"));
    assertEquals(1, sum("asc.calls"));
    assertEquals(0, sum("asc.attempts"));
    spans.getFinishedSpanItems().forEach(span -> assertTrue(span.hasEnded()));
  }

  @Test
  void anAttemptNobodyToldTheEndOfEndsWithItsCall() {
    CallTelemetry call = call(true);
    call.attemptStarted(1, FIRST);

    call.ended(null, Usage.ABSENT, ErrorCode.DEADLINE, TOOK);

    assertTrue(named("attempt one/small@eu").hasEnded());
  }

  @Test
  void anAttemptThatNeverStartedIsToldToo() {
    CallTelemetry call = call(true);

    call.attempt(failed(1, FIRST, FailureClass.NOT_ADMITTED));
    call.ended(null, Usage.ABSENT, ErrorCode.NO_ROUTE, TOOK);

    assertEquals("not_admitted", attributes(named("attempt one/small@eu")).get("error.type"));
  }

  @Test
  void metricsBearTheConventionsNamesAndNeverTheTenantOrTheAskedModel() {
    CallTelemetry call = call(true);
    call.tenant(new TenantId("acme"));
    call.queued(Duration.ofMillis(1500));
    call.attempt(failed(1, FIRST, FailureClass.SERVER));
    call.attemptStarted(2, SECOND);
    call.firstContent(Duration.ofMillis(80));
    call.attempt(served(2, SECOND));
    call.ended(served(2, SECOND), USAGE, null, TOOK);
    telemetry.breakerChanged(FIRST, "closed", "open");
    telemetry.denied("budget_exhausted", ErrorCode.BUDGET_EXHAUSTED);
    telemetry.incident("residency", FIRST);
    telemetry.settled("USD", 2, 0.5, 0);
    telemetry.settled("USD", 1, 1.25, 0.25);
    telemetry.exposed("USD", 3);
    telemetry.auditWaited(Duration.ofMillis(2));

    Map<String, MetricData> all = collected();
    assertEquals(
        Set.of(
            "gen_ai.client.operation.duration",
            "gen_ai.client.operation.time_to_first_chunk",
            "gen_ai.client.token.usage",
            "asc.calls",
            "asc.attempts",
            "asc.fallbacks",
            "asc.denials",
            "asc.incidents",
            "asc.breaker.transitions",
            "asc.budget.held",
            "asc.budget.spent",
            "asc.budget.overrun",
            "asc.budget.exposure",
            "asc.queue.wait",
            "asc.audit.wait"),
        all.keySet());
    assertEquals("s", all.get("gen_ai.client.operation.duration").getUnit());
    assertEquals("{token}", all.get("gen_ai.client.token.usage").getUnit());
    assertEquals(
        GenAiNames.SECONDS_BUCKETS,
        all.get("gen_ai.client.operation.duration")
            .getHistogramData()
            .getPoints()
            .iterator()
            .next()
            .getBoundaries());
    Map<String, Double> tokens =
        all.get("gen_ai.client.token.usage").getHistogramData().getPoints().stream()
            .collect(
                Collectors.toMap(
                    point -> point.getAttributes().get(AttributeKey.stringKey("gen_ai.token.type")),
                    point -> point.getSum()));
    assertEquals(Map.of("input", 120.0, "output", 30.0), tokens);
    assertEquals(3.0, amount(all, "asc.budget.held"));
    assertEquals(1.75, amount(all, "asc.budget.spent"));
    assertEquals(0.25, amount(all, "asc.budget.overrun"));
    assertEquals(1.5, attributes(named("chat support")).get("asc.queue.wait"));
    assertFalse(all.toString().contains("acme"));
    assertFalse(all.toString().contains("support"));
  }

  @Test
  void aCallThatReachedNoProviderHasNoProviderDuration() {
    call(false).ended(null, Usage.ABSENT, ErrorCode.DENIED, TOOK);

    assertEquals(Set.of("asc.calls"), collected().keySet());
  }

  @Test
  void absentUsageIsNotRecordedAsZero() {
    call(false).ended(served(1, FIRST), Usage.ABSENT, null, TOOK);

    assertFalse(collected().containsKey("gen_ai.client.token.usage"));
    assertFalse(attributes(named("chat support")).containsKey("gen_ai.usage.input_tokens"));
  }

  @Test
  void withoutOpenTelemetryEveryCallIsTheSameSilentOne() {
    Telemetry silent = Telemetry.of(OpenTelemetry.noop());

    assertSame(Telemetry.none(), silent);
    CallTelemetry call = silent.call(CALL, "chat", new ModelName("support"), true);
    assertSame(call, Telemetry.none().call(CALL, "chat", new ModelName("other"), false));
    call.attemptStarted(1, FIRST);
    call.ended(null, USAGE, ErrorCode.CLOSED, TOOK);
    assertEquals("", call.traceId());
  }

  private CallTelemetry call(boolean streamed) {
    return telemetry.call(CALL, "chat", new ModelName("support"), streamed);
  }

  private static Attempt served(int number, EndpointId endpoint) {
    return Attempt.builder(number, endpoint)
        .servedModel("small-2026")
        .httpStatus(200)
        .usage(USAGE)
        .took(TOOK)
        .build();
  }

  private static Attempt failed(int number, EndpointId endpoint, FailureClass failure) {
    return Attempt.builder(number, endpoint).failure(failure).took(TOOK).build();
  }

  private static boolean isCall(SpanData span) {
    return span.getKind() == SpanKind.CLIENT;
  }

  private SpanData named(String name) {
    List<SpanData> found =
        spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    assertEquals(1, found.size(), name);
    return found.get(0);
  }

  private long sum(String metric) {
    MetricData data = collected().get(metric);
    return data == null
        ? 0
        : data.getLongSumData().getPoints().stream().mapToLong(point -> point.getValue()).sum();
  }

  private Map<String, MetricData> collected() {
    return metrics.collectAllMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, data -> data));
  }

  private static double amount(Map<String, MetricData> all, String name) {
    return all.get(name).getDoubleSumData().getPoints().iterator().next().getValue();
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> all = new HashMap<>();
    span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
    return all;
  }

  private static EndpointId endpoint(String provider) {
    return new EndpointId(new ProviderId(provider), new ModelName("small"), new Region("eu"));
  }
}
