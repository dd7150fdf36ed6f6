package io.aiarco.asc.chat;

import java.util.concurrent.CompletableFuture;

/** A call under way on another thread, handed out at once. Thread-safe. */
public interface ChatCall {
  /**
   * Completes with the response, or exceptionally with an {@link io.aiarco.asc.error.AscException}.
   * Cancelling it cancels the call.
   */
  CompletableFuture<ChatResponse> future();

  /** Ends the call wherever it is; after its end it does nothing. */
  void cancel();
}
