package io.aiarco.asc.audit;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import org.jspecify.annotations.Nullable;

/** The audit log cannot take a record, and without it nothing may be sent. Thread-safe. */
public final class AuditUnavailableException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: what, value, expectation. */
  public AuditUnavailableException(String message, @Nullable Throwable cause) {
    super(ErrorCode.AUDIT_UNAVAILABLE, "audit log: " + message, RetryAdvice.LATER, cause);
  }
}
