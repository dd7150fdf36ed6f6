package io.aiarco.asc.telemetry;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one call shows of itself. It ends with the first {@link #ended}; whatever comes later does
 * nothing. No method throws. Thread-safe.
 */
public interface CallTelemetry {
  /** The trace the call belongs to, 32 hex digits; empty when there is none. */
  String traceId();

  /** Who pays, once that is known. */
  void tenant(TenantId tenant);

  /** It waited this long for its turn, whether or not it got one. */
  void queued(Duration wait);

  /** An attempt begins now. */
  void attemptStarted(int number, EndpointId endpoint);

  /** An attempt has ended; one that never started, such as for want of a permit, is told too. */
  void attempt(Attempt attempt);

  /** The first content of a stream is in hand, {@code sinceStart} after the call began. */
  void firstContent(Duration sinceStart);

  /**
   * The call has ended.
   *
   * @param served the attempt that served, or failed last; null when nothing was sent
   * @param code why; null when it ended well
   */
  void ended(@Nullable Attempt served, Usage usage, @Nullable ErrorCode code, Duration took);
}
