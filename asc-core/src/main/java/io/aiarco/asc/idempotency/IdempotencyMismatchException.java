package io.aiarco.asc.idempotency;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** The idempotency key was used with another request before; nothing was sent. Thread-safe. */
public final class IdempotencyMismatchException extends AscException {
  private static final long serialVersionUID = 1L;

  /** The only message. */
  public IdempotencyMismatchException() {
    super(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        "idempotency key: used with another request before (expected: the same request, or a new key)",
        RetryAdvice.NEVER,
        null);
  }
}
