package io.aiarco.asc.credential;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** A provider credential cannot be had. Thread-safe. */
public final class CredentialUnavailableException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: which, and what was expected. */
  public CredentialUnavailableException(String message) {
    super(ErrorCode.CREDENTIAL_UNAVAILABLE, message, RetryAdvice.LATER, null);
  }
}
