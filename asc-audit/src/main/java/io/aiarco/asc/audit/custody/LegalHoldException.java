package io.aiarco.asc.audit.custody;

import java.io.IOException;

/** Something is held that was to be destroyed; nothing was. Thread-safe. */
public final class LegalHoldException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LegalHold hold;

  LegalHoldException(LegalHold hold, String what) {
    super(
        what
            + ": held by "
            + hold.id()
            + " of "
            + hold.scope().tenant()
            + ", "
            + hold.ground().why()
            + " (expected: no hold; release it first)");
    this.hold = hold;
  }

  /** One that stands in the way; there may be more. */
  public LegalHold hold() {
    return hold;
  }
}
