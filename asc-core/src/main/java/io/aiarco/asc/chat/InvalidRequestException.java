package io.aiarco.asc.chat;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** The request is not well formed; nothing was sent. Thread-safe. */
public final class InvalidRequestException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: what, value, expectation. */
  public InvalidRequestException(String message) {
    super(ErrorCode.INVALID_REQUEST, message, RetryAdvice.NEVER, null);
  }
}
