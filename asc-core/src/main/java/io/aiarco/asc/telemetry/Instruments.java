package io.aiarco.asc.telemetry;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics. Labels are endpoints of the configuration, operations and codes: sets a hostile
 * caller cannot grow, which is also why the model a caller asked for is on spans only and metrics
 * name the provider's model. Label sets are built once. Thread-safe.
 */
final class Instruments {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey(GenAiNames.OPERATION_NAME);
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey(GenAiNames.PROVIDER_NAME);
  private static final AttributeKey<String> MODEL =
      AttributeKey.stringKey(GenAiNames.REQUEST_MODEL);
  private static final AttributeKey<String> REGION = AttributeKey.stringKey(MetricNames.REGION);
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey(GenAiNames.ERROR_TYPE);
  private static final AttributeKey<String> TOKEN_TYPE =
      AttributeKey.stringKey(GenAiNames.TOKEN_TYPE);
  private static final AttributeKey<String> DECISION = AttributeKey.stringKey(MetricNames.DECISION);
  private static final AttributeKey<String> INCIDENT = AttributeKey.stringKey(MetricNames.INCIDENT);
  private static final AttributeKey<String> ALERT_KIND =
      AttributeKey.stringKey(MetricNames.ALERT_KIND);
  private static final AttributeKey<String> ALERT_WEBHOOK =
      AttributeKey.stringKey(MetricNames.ALERT_WEBHOOK);
  private static final AttributeKey<String> UNIT = AttributeKey.stringKey(MetricNames.UNIT);
  private static final AttributeKey<String> STATE = AttributeKey.stringKey(MetricNames.STATE);
  private static final AttributeKey<String> CHANGE = AttributeKey.stringKey(MetricNames.CHANGE);
  private static final AttributeKey<String> FROM = AttributeKey.stringKey(MetricNames.FROM);
  private static final AttributeKey<String> TO = AttributeKey.stringKey(MetricNames.TO);

  private final DoubleHistogram duration;
  private final DoubleHistogram firstChunk;
  private final LongHistogram tokens;
  private final LongCounter calls;
  private final LongCounter attempts;
  private final LongCounter fallbacks;
  private final LongCounter denials;
  private final LongCounter incidents;
  private final LongCounter breakerTransitions;
  private final DoubleHistogram auditWait;
  private final LongCounter alerts;
  private final LongCounter alertsDropped;
  private final DoubleHistogram queueWait;
  private final DoubleCounter held;
  private final DoubleCounter spent;
  private final DoubleCounter overrun;
  private final DoubleUpDownCounter exposure;
  private final LongCounter auditChanges;
  private final LongCounter unrecorded;
  private final Map<Labels, Attributes> built = new ConcurrentHashMap<>();

  Instruments(Meter meter) {
    this.duration =
        meter
            .histogramBuilder(GenAiNames.OPERATION_DURATION)
            .setDescription("Duration of a call that reached a provider, failover included")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(GenAiNames.SECONDS_BUCKETS)
            .build();
    this.firstChunk =
        meter
            .histogramBuilder(GenAiNames.TIME_TO_FIRST_CHUNK)
            .setDescription("Time to the first content of a stream, failover included")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(GenAiNames.SECONDS_BUCKETS)
            .build();
    this.tokens =
        meter
            .histogramBuilder(GenAiNames.TOKEN_USAGE)
            .ofLongs()
            .setDescription("Tokens of a call")
            .setUnit("{token}")
            .setExplicitBucketBoundariesAdvice(GenAiNames.TOKEN_BUCKETS)
            .build();
    this.calls = counter(meter, MetricNames.CALLS, "Calls that ended", "{call}");
    this.attempts = counter(meter, MetricNames.ATTEMPTS, "Attempts at an endpoint", "{attempt}");
    this.fallbacks =
        counter(meter, MetricNames.FALLBACKS, "Attempts after a first that failed", "{attempt}");
    this.denials =
        counter(meter, MetricNames.DENIALS, "Calls ended before anything was sent", "{call}");
    this.incidents =
        counter(meter, MetricNames.INCIDENTS, "What providers contradicted", "{incident}");
    this.breakerTransitions =
        counter(meter, MetricNames.BREAKER_TRANSITIONS, "Changes of a breaker", "{change}");
    this.auditWait =
        meter
            .histogramBuilder(MetricNames.AUDIT_WAIT)
            .setDescription("Time until a call's audit record was durable")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(MetricNames.AUDIT_WAIT_BUCKETS)
            .build();
    this.alerts = counter(meter, MetricNames.ALERTS, "Alerts", "{alert}");
    this.alertsDropped =
        counter(meter, MetricNames.ALERTS_DROPPED, "Alerts a webhook did not take", "{alert}");
    this.queueWait =
        meter
            .histogramBuilder(MetricNames.QUEUE_WAIT)
            .setDescription("Time a call waited for its turn among parallel calls")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(GenAiNames.SECONDS_BUCKETS)
            .build();
    this.held = amounts(meter, MetricNames.BUDGET_HELD, "What calls held");
    this.spent = amounts(meter, MetricNames.BUDGET_SPENT, "What the same calls were charged");
    this.overrun = amounts(meter, MetricNames.BUDGET_OVERRUN, "What was charged beyond holds");
    this.exposure =
        meter
            .upDownCounterBuilder(MetricNames.BUDGET_EXPOSURE)
            .ofDoubles()
            .setDescription("What calls in flight could use beyond what they hold")
            .build();
    this.auditChanges =
        counter(meter, MetricNames.AUDIT_CHANGES, "Begins and ends of states", "{change}");
    this.unrecorded =
        counter(meter, MetricNames.AUDIT_UNRECORDED, "Calls without an audit record", "{call}");
  }

  /** What a label set is built from; {@code extra} tells token types and breaker changes apart. */
  private record Labels(
      String metric, @Nullable EndpointId endpoint, @Nullable String error, String extra) {}

  void attempted(Attempt attempt) {
    String failure = attempt.failure().map(FailureClass::key).orElse(null);
    Attributes labels = endpoint(MetricNames.ATTEMPTS, attempt.endpoint(), failure, "");
    attempts.add(1, labels);
    if (attempt.number() > 1) {
      fallbacks.add(1, endpoint(MetricNames.FALLBACKS, attempt.endpoint(), null, ""));
    }
  }

  void firstContent(EndpointId endpoint, String operation, double seconds) {
    firstChunk.record(seconds, endpoint(GenAiNames.TIME_TO_FIRST_CHUNK, endpoint, null, operation));
  }

  void ended(
      @Nullable Attempt served,
      String operation,
      Usage usage,
      @Nullable ErrorCode code,
      Duration took) {
    String error = code == null ? null : code.code();
    calls.add(1, operation(operation, error));
    if (served == null) {
      return;
    }
    EndpointId endpoint = served.endpoint();
    duration.record(
        seconds(took), endpoint(GenAiNames.OPERATION_DURATION, endpoint, error, operation));
    if (usage.source() != UsageSource.ABSENT) {
      tokens.record(usage.inputTokens(), tokenLabels(endpoint, operation, "input"));
      tokens.record(usage.outputTokens(), tokenLabels(endpoint, operation, "output"));
    }
  }

  void breakerChanged(EndpointId endpoint, String from, String to) {
    breakerTransitions.add(
        1,
        built.computeIfAbsent(
            new Labels(MetricNames.BREAKER_TRANSITIONS, endpoint, null, from + " " + to),
            labels -> named(endpoint).toBuilder().put(FROM, from).put(TO, to).build()));
  }

  void denied(String decision, ErrorCode code) {
    denials.add(
        1,
        built.computeIfAbsent(
            new Labels(MetricNames.DENIALS, null, code.code(), decision),
            labels -> Attributes.of(DECISION, decision, ERROR, code.code())));
  }

  void incident(String kind, EndpointId endpoint) {
    incidents.add(
        1,
        built.computeIfAbsent(
            new Labels(MetricNames.INCIDENTS, endpoint, null, kind),
            labels -> named(endpoint).toBuilder().put(INCIDENT, kind).build()));
  }

  void settled(String unit, double heldOf, double usedOf, double over) {
    Attributes labels = unit(unit);
    held.add(heldOf, labels);
    spent.add(usedOf, labels);
    overrun.add(over, labels);
  }

  void exposed(String unit, double change) {
    exposure.add(change, unit(unit));
  }

  private Attributes unit(String unit) {
    return built.computeIfAbsent(
        new Labels(MetricNames.UNIT, null, null, unit), labels -> Attributes.of(UNIT, unit));
  }

  void queued(Duration wait) {
    queueWait.record(seconds(wait));
  }

  void auditWaited(Duration wait) {
    auditWait.record(seconds(wait));
  }

  void alerted(String kind) {
    alerts.add(1, Attributes.of(ALERT_KIND, kind));
  }

  void alertDropped(String webhook) {
    alertsDropped.add(1, Attributes.of(ALERT_WEBHOOK, webhook));
  }

  void auditChanged(String state, boolean holds) {
    String change = holds ? "begin" : "end";
    auditChanges.add(
        1,
        built.computeIfAbsent(
            new Labels(MetricNames.AUDIT_CHANGES, null, null, change + " " + state),
            labels -> Attributes.of(STATE, state, CHANGE, change)));
  }

  void unrecorded() {
    unrecorded.add(1);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  private Attributes operation(String operation, @Nullable String error) {
    return built.computeIfAbsent(
        new Labels(MetricNames.CALLS, null, error, operation),
        labels -> withError(Attributes.of(OPERATION, operation), error));
  }

  /** Labels of an endpoint, of the operation too unless that is empty. */
  private Attributes endpoint(
      String metric, EndpointId endpoint, @Nullable String error, String operation) {
    return built.computeIfAbsent(
        new Labels(metric, endpoint, error, operation),
        labels -> {
          Attributes named = withError(named(endpoint), error);
          return operation.isEmpty() ? named : named.toBuilder().put(OPERATION, operation).build();
        });
  }

  private Attributes tokenLabels(EndpointId endpoint, String operation, String type) {
    return built.computeIfAbsent(
        new Labels(type, endpoint, null, operation),
        labels ->
            named(endpoint).toBuilder().put(OPERATION, operation).put(TOKEN_TYPE, type).build());
  }

  private static Attributes named(EndpointId endpoint) {
    return Attributes.of(
        PROVIDER,
        endpoint.provider().value(),
        MODEL,
        endpoint.model().value(),
        REGION,
        endpoint.region().value());
  }

  private static Attributes withError(Attributes attributes, @Nullable String error) {
    return error == null ? attributes : attributes.toBuilder().put(ERROR, error).build();
  }

  private static DoubleCounter amounts(Meter meter, String name, String description) {
    return meter.counterBuilder(name).ofDoubles().setDescription(description).build();
  }

  private static LongCounter counter(Meter meter, String name, String description, String unit) {
    return meter.counterBuilder(name).setDescription(description).setUnit(unit).build();
  }
}
