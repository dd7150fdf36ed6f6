package io.aiarco.asc.error;

import org.jspecify.annotations.Nullable;

/** The call's deadline passed before it had ended. Thread-safe. */
public final class DeadlineException extends AscException {
  private static final long serialVersionUID = 1L;

  private final String phase;

  /** {@code phase}: what the call was doing, such as {@code reservation} or {@code first-token}. */
  public DeadlineException(String phase, @Nullable Throwable cause) {
    super(
        ErrorCode.DEADLINE,
        "deadline: passed in phase " + phase + " (expected: the call ends before it)",
        RetryAdvice.LATER,
        cause);
    this.phase = phase;
  }

  /** What the call was doing. */
  public String phase() {
    return phase;
  }
}
