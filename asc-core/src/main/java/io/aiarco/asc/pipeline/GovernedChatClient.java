package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.Explanation;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.StructuredResponse;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.CallerVerifier;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.snapshot.Snapshot;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A {@link ChatClient} whose every call is identified, governed, budgeted, routed, recorded and
 * measured. {@link #as} gives another caller's client over the same parts. Thread-safe.
 *
 * <p>Closing any of them ends the calls of all and refuses new ones. It closes nothing that was
 * handed to the builder: whoever opened a provider or a log closes it, after the client.
 */
public final class GovernedChatClient implements ChatClient, AutoCloseable {
  private final CallPath path;
  private final CallThreads threads;
  private final RecordReader records;
  private final CallerCredential caller;

  GovernedChatClient(
      CallPath path, CallThreads threads, RecordReader records, CallerCredential caller) {
    this.path = path;
    this.threads = threads;
    this.records = records;
    this.caller = caller;
  }

  /**
   * A builder with in-memory parts for all but who calls and what is configured.
   *
   * @param snapshots asked once per call for the configuration in force
   */
  public static GovernedChatClientBuilder builder(
      CallerVerifier verifier, Supplier<Snapshot> snapshots) {
    return new GovernedChatClientBuilder(verifier, snapshots);
  }

  /** The same gateway for another caller; shares all parts and their end. */
  public GovernedChatClient as(CallerCredential other) {
    return new GovernedChatClient(path, threads, records, Objects.requireNonNull(other, "other"));
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    try (ChatStream stream = path.open(path.receive(request, caller, false))) {
      return stream.response();
    }
  }

  @Override
  public <T extends Record> StructuredResponse<T> chat(ChatRequest request, Class<T> type) {
    ChatRequest asked = records.asking(request, type);
    return records.answer(chat(asked), type);
  }

  @Override
  public <T extends Record> T read(Json json, Class<T> type) {
    return records.read(json, type);
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return path.open(path.receive(request, caller, true));
  }

  @Override
  public ModelCall<ChatResponse> chatAsync(ChatRequest request) {
    return start(request, GovernedStream::response);
  }

  @Override
  public Flow.Publisher<StreamEvent> publish(ChatRequest request) {
    Objects.requireNonNull(request, "request");
    return subscriber ->
        PublishedCall.start(path, () -> path.receive(request, caller, true), threads, subscriber);
  }

  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    try (GovernedStream stream = path.open(path.receive(request, caller, false))) {
      return stream.embeddings();
    }
  }

  @Override
  public ModelCall<EmbeddingResponse> embedAsync(EmbeddingRequest request) {
    return start(request, GovernedStream::embeddings);
  }

  private <R extends ModelResponse> ModelCall<R> start(
      ModelRequest request, Function<GovernedStream, R> answer) {
    AsyncCall<R> call = new AsyncCall<>(path, path.receive(request, caller, false), answer);
    threads.execute(call.task());
    return call;
  }

  @Override
  public Explanation explain(ModelRequest request) {
    return path.explain(request, caller);
  }

  @Override
  public void close() {
    path.close();
    threads.close();
  }
}
