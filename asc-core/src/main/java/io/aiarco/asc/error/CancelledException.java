package io.aiarco.asc.error;

import org.jspecify.annotations.Nullable;

/** The caller cancelled, closed the stream or was interrupted. Thread-safe. */
public final class CancelledException extends AscException {
  private static final long serialVersionUID = 1L;

  /** {@code why}: a few words, such as {@code interrupted}. */
  public CancelledException(String why, @Nullable Throwable cause) {
    super(ErrorCode.CANCELLED, "call: cancelled, " + why, RetryAdvice.LATER, cause);
  }
}
