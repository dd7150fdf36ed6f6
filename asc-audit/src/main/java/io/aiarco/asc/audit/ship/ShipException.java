package io.aiarco.asc.audit.ship;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records could not be shipped. Thread-safe. */
public final class ShipException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why. All but {@link #FORK} are tried again. */
  public enum Reason {
    /** The sink does not answer, or not in time. */
    UNREACHABLE,
    /** The sink does not take it. */
    REFUSED,
    /** What the sink has, or says, is no copy of a log. */
    INVALID,
    /** Retention has deleted what the sink wants next: it was empty, or lost what it had. */
    PRUNED,
    /** The log's own files do not give what the sink wants next: they are damaged. */
    UNREADABLE,
    /**
     * The sink has another record where this log has one, or records this log has lost: it was
     * rolled back or rewritten. Nothing more of this log is shipped, so that both stay as they are.
     */
    FORK
  }

  /** {@code message}: what, value, expectation. */
  public ShipException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
