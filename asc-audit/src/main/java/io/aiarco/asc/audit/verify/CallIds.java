package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.UlidBits;

/** The calls that a log has opened, since none may be opened twice. Single-thread. */
interface CallIds {
  /**
   * Adds a call; false when it is there already.
   *
   * @throws ForgottenException when that depends on calls that were forgotten
   */
  boolean add(UlidBits call);

  /**
   * Whether it is there.
   *
   * @throws ForgottenException when that depends on calls that were forgotten
   */
  boolean contains(UlidBits call);

  /** What a log says can only be judged by somebody who remembers all of its calls. */
  final class ForgottenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForgottenException(UlidBits call) {
      super("call " + call + " is older than all that are remembered");
    }
  }
}
