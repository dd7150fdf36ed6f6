package io.aiarco.asc.error;

/** The gateway or client was closed before the call. Thread-safe. */
public final class ClosedException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code what} was closed. */
  public ClosedException(String what) {
    super(ErrorCode.CLOSED, what + ": closed (expected: open)", RetryAdvice.NEVER, null);
  }
}
