package io.aiarco.asc.chat;

import java.util.concurrent.CompletableFuture;

/**
 * A call under way on another thread, handed out at once. Thread-safe.
 *
 * @param <R> what it ends with
 */
public interface ModelCall<R extends ModelResponse> {
  /**
   * Completes with the response, or exceptionally with an {@link io.aiarco.asc.error.AscException}.
   * Cancelling it cancels the call.
   */
  CompletableFuture<R> future();

  /** Ends the call wherever it is; after its end it does nothing. */
  void cancel();
}
