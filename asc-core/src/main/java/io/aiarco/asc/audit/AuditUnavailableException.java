package io.aiarco.asc.audit;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * The audit log cannot take a record. Without that of the intent nothing may be sent; without that
 * of the end, where it is waited for, the caller gets no reply, though the call is charged: {@link
 * #attempts()} tells the two apart, and {@link #retryAdvice()}. Thread-safe.
 */
public final class AuditUnavailableException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: what, value, expectation. */
  public AuditUnavailableException(String message, @Nullable Throwable cause) {
    this(message, RetryAdvice.LATER, cause);
  }

  /** The same with another advice than {@link RetryAdvice#LATER}. */
  public AuditUnavailableException(
      String message, RetryAdvice retryAdvice, @Nullable Throwable cause) {
    super(ErrorCode.AUDIT_UNAVAILABLE, "audit log: " + message, retryAdvice, cause);
  }
}
