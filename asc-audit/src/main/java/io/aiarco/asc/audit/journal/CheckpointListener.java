package io.aiarco.asc.audit.journal;

/**
 * Follows a log by its checkpoints: whoever carries them, or records, out of the operator's reach.
 */
public interface CheckpointListener {
  /** Follows nothing. */
  CheckpointListener NONE = checkpoint -> {};

  /**
   * A checkpoint was signed. Called on the journal's own thread, in order: it must neither block
   * nor throw.
   */
  void signed(SignedCheckpoint checkpoint);
}
