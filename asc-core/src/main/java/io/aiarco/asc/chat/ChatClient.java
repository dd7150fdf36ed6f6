package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
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

  /**
   * {@link #chat(ChatRequest)}, asking for {@code type} as JSON, and that record of the reply's
   * first choice. Nothing but the whole and only JSON counts as one: no code fence, no words around
   * it.
   *
   * @param request one without a response format, which the record gives
   * @throws InvalidOutputException when the reply is refused, cut off or anything else than such a
   *     record
   * @throws IllegalArgumentException when the record has no schema; nothing was sent
   */
  <T extends Record> StructuredResponse<T> chat(ChatRequest request, Class<T> type);

  /**
   * The record in JSON that a model wrote, such as a tool call's arguments. Sends nothing.
   *
   * @throws InvalidOutputException when it is anything else than such a record
   * @throws IllegalArgumentException when the record has no schema
   */
  <T extends Record> T read(Json json, Class<T> type);

  /** Sends the request and returns once the reply has begun; the caller closes the stream. */
  ChatStream stream(ChatRequest request);

  /** {@link #chat} on the client's executor. */
  ModelCall<ChatResponse> chatAsync(ChatRequest request);

  /** {@link #stream} as a publisher: each subscription is one call, cancelling it ends the call. */
  Flow.Publisher<StreamEvent> publish(ChatRequest request);

  /** Has texts turned into vectors and waits for them. */
  EmbeddingResponse embed(EmbeddingRequest request);

  /** {@link #embed} on the client's executor. */
  ModelCall<EmbeddingResponse> embedAsync(EmbeddingRequest request);

  /** What would happen to the request now. Nothing is sent, held or recorded. */
  Explanation explain(ModelRequest request);
}
