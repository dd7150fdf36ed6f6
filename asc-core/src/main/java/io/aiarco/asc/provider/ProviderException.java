package io.aiarco.asc.provider;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import java.util.Optional;

/**
 * The last provider tried failed or refused, before any of its reply was handed out. All attempts
 * stand in {@link #attempts()}. Thread-safe.
 */
public final class ProviderException extends AscException {
  private static final long serialVersionUID = 1L;

  private final FailureClass failure;
  private final int httpStatus;
  private final String providerCode;

  /** {@code where}: the endpoint that failed last. */
  public ProviderException(String where, ProviderFailure cause) {
    super(
        ErrorCode.PROVIDER, "provider " + where + ": " + cause.getMessage(), advice(cause), cause);
    this.failure = cause.failure();
    this.httpStatus = cause.httpStatus();
    this.providerCode = cause.providerCode().orElse("");
  }

  /** What kind of failure. */
  public FailureClass failure() {
    return failure;
  }

  /** The HTTP status; 0 when none came. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The provider's own code or type. */
  public Optional<String> providerCode() {
    return providerCode.isEmpty() ? Optional.empty() : Optional.of(providerCode);
  }

  private static RetryAdvice advice(ProviderFailure cause) {
    return switch (cause.failure()) {
      case INVALID,
          CONTEXT_LENGTH,
          POLICY_PROVIDER,
          AUTH,
          NOT_FOUND,
          QUOTA,
          RESIDENCY,
          EGRESS_REFUSED ->
          RetryAdvice.NEVER;
      default -> cause.retryAfter().map(RetryAdvice::after).orElse(RetryAdvice.LATER);
    };
  }
}
