package io.aiarco.asc.wire;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.provider.ProviderException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A governed failure as a client over HTTP sees it, whatever the dialect: each writes its own body
 * of it. Official SDKs try 408, 409, 429 and 5xx again by themselves unless they are told not to,
 * so that is always said.
 *
 * @param status the HTTP status, 400 to 599
 * @param code ASC's stable code, {@link ErrorCode#code()}
 * @param message what, value and expectation; no prompt text, no secret
 * @param requestId the audit id of the call; empty where there is none
 * @param headers {@code x-should-retry}, {@code retry-after} (whole seconds) and {@code
 *     retry-after-ms} where a wait is known. Immutable.
 */
public record ErrorAnswer(
    int status, String code, String message, String requestId, Map<String, String> headers) {
  public ErrorAnswer {
    headers = Map.copyOf(headers);
  }

  /** The answer to a call that ended in {@code failure}. */
  public static ErrorAnswer of(AscException failure) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-should-retry", String.valueOf(failure.retryAdvice().retryable()));
    failure.retryAdvice().after().ifPresent(wait -> wait(headers, wait));
    return new ErrorAnswer(
        status(failure),
        failure.code().code(),
        failure.getMessage(),
        failure.auditId().map(Object::toString).orElse(""),
        headers);
  }

  private static void wait(Map<String, String> headers, Duration wait) {
    long millis = Math.max(1, wait.toMillis());
    headers.put("retry-after", String.valueOf((millis + 999) / 1000));
    headers.put("retry-after-ms", String.valueOf(millis));
  }

  private static int status(AscException failure) {
    return switch (failure.code()) {
      case INVALID_REQUEST -> 400;
      case UNAUTHENTICATED -> 401;
      case DENIED, RESIDENCY -> 403;
      case IDEMPOTENCY_MISMATCH -> 409;
      case BUDGET_EXHAUSTED, RATE_LIMITED -> 429;
      case CANCELLED -> 499;
      case PROVIDER -> failure instanceof ProviderException provider ? status(provider) : 502;
      case REPLY_INTERRUPTED, INVALID_OUTPUT, TOOL_TURNS -> 502;
      case NO_ROUTE, AUDIT_UNAVAILABLE, CREDENTIAL_UNAVAILABLE, CLOSED -> 503;
      case DEADLINE -> 504;
    };
  }

  /** What is the caller's to mend keeps its status; what is the gateway's or provider's is 502. */
  private static int status(ProviderException failure) {
    return switch (failure.failure()) {
      case INVALID, CONTEXT_LENGTH, POLICY_PROVIDER -> 400;
      case NOT_FOUND -> 404;
      case RATE_LIMITED, QUOTA -> 429;
      case OVERLOADED, NOT_ADMITTED -> 503;
      case TIMEOUT, DEADLINE -> 504;
      default -> 502;
    };
  }
}
