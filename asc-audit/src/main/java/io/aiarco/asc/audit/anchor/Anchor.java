package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.journal.SignedCheckpoint;

/**
 * Somebody outside the operator's reach who keeps, or vouches for, a log's checkpoints: what lies
 * below one of them can then no longer be changed, cut or rolled back unseen. Used by one thread at
 * a time.
 */
public interface Anchor {
  /** The word in records: {@code witness}, {@code tsa}, {@code file}, {@code http}. */
  String kind();

  /**
   * Deposits the checkpoint and checks what is got for it. May block for as long as its own
   * time-outs allow.
   *
   * @throws AnchorException saying why it is not deposited
   */
  Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException;
}
