package io.aiarco.asc.telemetry;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.error.ErrorCode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells OpenTelemetry about calls: one client span per call with a child per attempt, and the
 * metrics of {@link GenAiNames} and {@link MetricNames}; one event per alert. It is only ever given
 * ids, counts and codes, so no content can get out this way. Thread-safe.
 */
public final class Telemetry {
  private static final Telemetry NONE = new Telemetry(null);
  private static final String INSTRUMENTATION = "io.aiarco.asc";

  private final @Nullable Tracer tracer;
  private final @Nullable Meter meter;
  private final @Nullable Logger events;
  private final @Nullable Instruments instruments;

  private Telemetry(@Nullable OpenTelemetry otel) {
    this.tracer = otel == null ? null : otel.getTracer(INSTRUMENTATION);
    this.meter = otel == null ? null : otel.getMeter(INSTRUMENTATION);
    this.events = otel == null ? null : otel.getLogsBridge().get(INSTRUMENTATION);
    this.instruments = meter == null ? null : new Instruments(meter);
  }

  /** Tells nobody and costs nothing. */
  public static Telemetry none() {
    return NONE;
  }

  /** Tells {@code otel}, which the caller owns and closes. */
  public static Telemetry of(OpenTelemetry otel) {
    return otel == OpenTelemetry.noop() ? NONE : new Telemetry(otel);
  }

  /**
   * A call begins, as a child of the span that is current on this thread. Later steps may happen on
   * any thread.
   *
   * @param operation such as {@code chat}
   * @param asked the model by the name the caller gave
   */
  public CallTelemetry call(CallId id, String operation, ModelName asked, boolean streamed) {
    if (tracer == null || instruments == null) {
      return SilentCall.INSTANCE;
    }
    Context parent = Context.current();
    SpanBuilder builder =
        tracer
            .spanBuilder(operation + " " + asked)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setAttribute(GenAiNames.OPERATION_NAME, operation)
            .setAttribute(GenAiNames.REQUEST_MODEL, asked.value())
            .setAttribute(MetricNames.CALL_ID, id.value());
    if (streamed) {
      builder.setAttribute(GenAiNames.REQUEST_STREAM, true);
    }
    Span span = builder.startSpan();
    return new WatchedCall(tracer, instruments, span, parent.with(span), operation, streamed);
  }

  /** An endpoint's breaker went from one state to another. */
  public void breakerChanged(EndpointId endpoint, String from, String to) {
    if (instruments != null) {
      instruments.breakerChanged(endpoint, from, to);
    }
  }

  /** A call ended before anything was sent; {@code decision} is one of a few fixed words. */
  public void denied(String decision, ErrorCode code) {
    if (instruments != null) {
      instruments.denied(decision, code);
    }
  }

  /** A provider contradicted what was relied on; {@code kind} is one of a few fixed words. */
  public void incident(String kind, EndpointId endpoint) {
    if (instruments != null) {
      instruments.incident(kind, endpoint);
    }
  }

  /**
   * A call has ended that held and used so much of a unit, the currency's unit for money, and on
   * some account {@code over} more than it held there.
   */
  public void settled(String unit, double held, double used, double over) {
    if (instruments != null) {
      instruments.settled(unit, held, used, over);
    }
  }

  /** Calls in flight could use so much more, or less, of a unit beyond what they hold. */
  public void exposed(String unit, double change) {
    if (instruments != null) {
      instruments.exposed(unit, change);
    }
  }

  /** A call waited this long for its audit record to be durable. */
  public void auditWaited(Duration wait) {
    if (instruments != null) {
      instruments.auditWaited(wait);
    }
  }

  /** A state of the audit log, one of a few fixed words, began or ended. */
  public void auditChanged(String state, boolean holds) {
    if (instruments != null) {
      instruments.auditChanged(state, holds);
    }
  }

  /** A call went on without an audit record. */
  public void unrecorded() {
    if (instruments != null) {
      instruments.unrecorded();
    }
  }

  /**
   * Something needs an operator's look; {@code kind} is one of a few fixed words.
   *
   * @param subject whom it concerns, by an id
   * @param what what was looked at
   * @param message all of it in a line
   */
  public void alerted(String kind, String subject, String what, String message, Instant at) {
    if (instruments == null || events == null) {
      return;
    }
    instruments.alerted(kind);
    events
        .logRecordBuilder()
        .setEventName(MetricNames.ALERT_EVENT)
        .setSeverity(Severity.WARN)
        .setTimestamp(at)
        .setAttribute(MetricNames.ALERT_KIND, kind)
        .setAttribute(MetricNames.ALERT_SUBJECT, subject)
        .setAttribute(MetricNames.ALERT_WHAT, what)
        .setBody(message)
        .emit();
  }

  /** A webhook, by the operator's name for it, did not take an alert. */
  public void alertDropped(String webhook) {
    if (instruments != null) {
      instruments.alertDropped(webhook);
    }
  }

  /**
   * Reads an audit log off whenever metrics are collected, on the collector's thread.
   *
   * @param vitals must not block
   * @return ends that
   */
  public Runnable watchAudit(Supplier<AuditVitals> vitals) {
    return meter == null ? () -> {} : AuditGauges.watch(meter, vitals);
  }
}
