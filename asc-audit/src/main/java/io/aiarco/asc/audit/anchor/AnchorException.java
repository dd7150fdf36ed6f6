package io.aiarco.asc.audit.anchor;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A checkpoint could not be deposited; it is tried again whatever the reason. Thread-safe. */
public final class AnchorException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** Nobody answered. */
    UNREACHABLE,
    /** The anchor does not take it: it does not know the log, or the key, or the request. */
    REFUSED,
    /** What it gave is not what was asked for. */
    INVALID,
    /**
     * The anchor holds a checkpoint of this log that the log does not continue: the log was rolled
     * back or rewritten, or somebody else signs with its key. Never heals by itself.
     */
    FORK
  }

  /** {@code message}: what, value, expectation. */
  public AnchorException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
