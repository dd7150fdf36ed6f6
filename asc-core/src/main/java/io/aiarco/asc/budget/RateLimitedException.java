package io.aiarco.asc.budget;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** Too many requests, tokens or parallel calls for now. Thread-safe. */
public final class RateLimitedException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: what, value, expectation; {@code advice}: when there is room again. */
  public RateLimitedException(String message, RetryAdvice advice) {
    super(ErrorCode.RATE_LIMITED, message, advice, null);
  }
}
