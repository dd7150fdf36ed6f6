package io.aiarco.asc.identity;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** The caller did not prove who it is. Thread-safe. */
public final class UnauthenticatedException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: what was expected, without what was shown. */
  public UnauthenticatedException(String message) {
    super(ErrorCode.UNAUTHENTICATED, message, RetryAdvice.NEVER, null);
  }
}
