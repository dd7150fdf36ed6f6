package io.aiarco.asc.telemetry;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call nobody watches. */
enum SilentCall implements CallTelemetry {
  INSTANCE;

  @Override
  public String traceId() {
    return "";
  }

  @Override
  public void tenant(TenantId tenant) {}

  @Override
  public void queued(Duration wait) {}

  @Override
  public void attemptStarted(int number, EndpointId endpoint) {}

  @Override
  public void attempt(Attempt attempt) {}

  @Override
  public void firstContent(Duration sinceStart) {}

  @Override
  public void ended(
      @Nullable Attempt served, Usage usage, @Nullable ErrorCode code, Duration took) {}
}
