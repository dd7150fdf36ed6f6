package io.aiarco.asc.audit.journal;

import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * From which seq on the log in {@code folder} must keep its records for it; {@link
   * Long#MAX_VALUE} for nothing. Asked on the journal's own thread.
   */
  default long neededFrom(Path folder) {
    return Long.MAX_VALUE;
  }

  /**
   * Who is behind by more than may be, in words for the operator; the log is LAGGING while somebody
   * is. Asked every second on the journal's own thread.
   */
  default Optional<String> behind() {
    return Optional.empty();
  }
}
