package io.aiarco.asc.error;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.call.CallId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything a governed call throws. The message says what, its value and what was
 * expected, and never holds prompt text or secrets. Thread-safe.
 */
public abstract class AscException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient RetryAdvice retryAdvice;
  private transient volatile @Nullable Facts facts;

  /** What became known of the call after the exception was made. */
  private record Facts(@Nullable CallId auditId, List<Attempt> attempts) {}

  /** For subclasses. */
  protected AscException(
      ErrorCode code, String message, RetryAdvice retryAdvice, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAdvice = retryAdvice;
  }

  /** The stable code. */
  public final ErrorCode code() {
    return code;
  }

  /** Whether trying again can help. */
  public final RetryAdvice retryAdvice() {
    return retryAdvice;
  }

  /**
   * The call's id in the audit log; absent when the call ended before it had a record, or was made
   * without one while the log was volatile.
   */
  public final Optional<CallId> auditId() {
    Facts known = facts;
    return known == null ? Optional.empty() : Optional.ofNullable(known.auditId);
  }

  /** Every attempt made, in order; empty when nothing was sent. */
  public final List<Attempt> attempts() {
    Facts known = facts;
    return known == null ? List.of() : known.attempts;
  }

  /**
   * Tells which call this belongs to. The pipeline does so once; later calls change nothing.
   *
   * @param auditId null when no record tells of the call
   */
  public final void attach(@Nullable CallId auditId, List<Attempt> attempts) {
    if (facts == null) {
      facts = new Facts(auditId, List.copyOf(attempts));
    }
  }

  /** What, its value, and what was expected. */
  @Override
  public final String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
