package io.aiarco.asc.chat;

import java.util.concurrent.Flow;

/**
 * One caller's way to every model. All methods take one path: the same rules, budgets, routes and
 * records apply whether the reply is read whole, streamed, awaited or published. Thread-safe.
 *
 * <p>All of them throw, or complete with, {@link io.aiarco.asc.error.AscException}.
 */
public interface ChatClient {
  /** Sends the request and waits for the whole reply. */
  ChatResponse chat(ChatRequest request);

  /** Sends the request and returns once the reply has begun; the caller closes the stream. */
  ChatStream stream(ChatRequest request);

  /** {@link #chat} on the client's executor. */
  ChatCall chatAsync(ChatRequest request);

  /** {@link #stream} as a publisher: each subscription is one call, cancelling it ends the call. */
  Flow.Publisher<StreamEvent> publish(ChatRequest request);

  /** Has texts turned into vectors and waits for them. */
  EmbeddingResponse embed(EmbeddingRequest request);

  /** What would happen to the request now. Nothing is sent, held or recorded. */
  Explanation explain(ModelRequest request);
}
