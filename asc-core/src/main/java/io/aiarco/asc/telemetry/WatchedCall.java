package io.aiarco.asc.telemetry;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A call's span, its attempts' spans and its part in the metrics. Thread-safe; {@code lock} guards
 * the fields that change, and OpenTelemetry is called outside it.
 */
final class WatchedCall implements CallTelemetry {
  private final Tracer tracer;
  private final Instruments instruments;
  private final Span span;
  private final Context context;
  private final String operation;
  private final boolean streamed;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Span attempt;
  private @Nullable Duration firstContent;
  private boolean ended;

  WatchedCall(
      Tracer tracer,
      Instruments instruments,
      Span span,
      Context context,
      String operation,
      boolean streamed) {
    this.tracer = tracer;
    this.instruments = instruments;
    this.span = span;
    this.context = context;
    this.operation = operation;
    this.streamed = streamed;
  }

  @Override
  public String traceId() {
    return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : "";
  }

  @Override
  public void tenant(TenantId tenant) {
    span.setAttribute(MetricNames.TENANT, tenant.value());
  }

  @Override
  public void queued(Duration wait) {
    span.setAttribute(MetricNames.QUEUE_WAIT, Instruments.seconds(wait));
    instruments.queued(wait);
  }

  @Override
  public void attemptStarted(int number, EndpointId endpoint) {
    Span started = startAttempt(number, endpoint);
    Span unfinished;
    lock.lock();
    try {
      unfinished = ended ? started : attempt;
      attempt = ended ? null : started;
    } finally {
      lock.unlock();
    }
    if (unfinished != null) {
      unfinished.end();
    }
  }

  @Override
  public void attempt(Attempt told) {
    Span span;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      span = attempt;
      attempt = null;
    } finally {
      lock.unlock();
    }
    if (span == null) {
      span = startAttempt(told.number(), told.endpoint());
    }
    describe(span, told);
    span.end();
    instruments.attempted(told);
  }

  @Override
  public void firstContent(Duration sinceStart) {
    lock.lock();
    try {
      firstContent = firstContent == null ? sinceStart : firstContent;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(
      @Nullable Attempt served, Usage usage, @Nullable ErrorCode code, Duration took) {
    Span unfinished;
    Duration first;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      unfinished = attempt;
      attempt = null;
      first = firstContent;
    } finally {
      lock.unlock();
    }
    if (unfinished != null) {
      unfinished.end();
    }
    if (span.isRecording()) {
      describe(served, usage, code, first);
    }
    span.end();
    instruments.ended(served, operation, usage, code, took);
    if (streamed && served != null && first != null) {
      instruments.firstContent(served.endpoint(), operation, Instruments.seconds(first));
    }
  }

  private Span startAttempt(int number, EndpointId endpoint) {
    return tracer
        .spanBuilder("attempt " + endpoint)
        .setSpanKind(SpanKind.INTERNAL)
        .setParent(context)
        .setAttribute(MetricNames.ATTEMPT, (long) number)
        .setAttribute(GenAiNames.PROVIDER_NAME, endpoint.provider().value())
        .setAttribute(GenAiNames.REQUEST_MODEL, endpoint.model().value())
        .setAttribute(MetricNames.REGION, endpoint.region().value())
        .startSpan();
  }

  private static void describe(Span span, Attempt told) {
    if (!span.isRecording()) {
      return;
    }
    told.servedModel().ifPresent(model -> span.setAttribute(GenAiNames.RESPONSE_MODEL, model));
    told.host().ifPresent(host -> span.setAttribute("server.address", host));
    if (told.httpStatus() != 0) {
      span.setAttribute("http.response.status_code", (long) told.httpStatus());
    }
    told.failure().map(FailureClass::key).ifPresent(error -> failed(span, error));
  }

  private void describe(
      @Nullable Attempt served, Usage usage, @Nullable ErrorCode code, @Nullable Duration first) {
    if (served != null) {
      span.setAttribute(GenAiNames.PROVIDER_NAME, served.endpoint().provider().value());
      span.setAttribute(MetricNames.ATTEMPT, (long) served.number());
      span.setAttribute(MetricNames.REGION, served.endpoint().region().value());
      served.servedModel().ifPresent(model -> span.setAttribute(GenAiNames.RESPONSE_MODEL, model));
    }
    if (streamed && first != null) {
      span.setAttribute(GenAiNames.RESPONSE_TIME_TO_FIRST_CHUNK, Instruments.seconds(first));
    }
    if (usage.source() != UsageSource.ABSENT) {
      describe(usage);
    }
    if (code != null) {
      failed(span, code.code());
    }
  }

  private void describe(Usage usage) {
    span.setAttribute(GenAiNames.USAGE_INPUT_TOKENS, usage.inputTokens());
    span.setAttribute(GenAiNames.USAGE_OUTPUT_TOKENS, usage.outputTokens());
    some(GenAiNames.USAGE_CACHE_READ_TOKENS, usage.tokens(TokenClass.CACHE_READ));
    some(
        GenAiNames.USAGE_CACHE_CREATION_TOKENS,
        usage.tokens(TokenClass.CACHE_WRITE)
            + usage.tokens(TokenClass.CACHE_WRITE_5M)
            + usage.tokens(TokenClass.CACHE_WRITE_1H));
    some(GenAiNames.USAGE_REASONING_TOKENS, usage.tokens(TokenClass.REASONING));
  }

  private void some(String name, long tokens) {
    if (tokens > 0) {
      span.setAttribute(name, tokens);
    }
  }

  private static void failed(Span span, String error) {
    span.setAttribute(GenAiNames.ERROR_TYPE, error);
    span.setStatus(StatusCode.ERROR);
  }
}
