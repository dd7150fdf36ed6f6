package io.aiarco.asc.testkit.provider;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A provider that answers from a script, in memory: the queue first, then {@link #otherwise}. It
 * remembers every call. Thread-safe.
 */
public final class ScriptedProvider implements ChatProvider {
  private final ProviderId id;
  private final Queue<ScriptedReply> script = new ConcurrentLinkedQueue<>();
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final List<ScriptedStream> streams = new CopyOnWriteArrayList<>();
  private volatile Function<ProviderCall, ScriptedReply> otherwise =
      call -> ScriptedReply.usual(call.request());

  private ScriptedProvider(ProviderId id) {
    this.id = id;
  }

  /** A provider of this name that answers "ok", and texts to embed with a vector each. */
  public static ScriptedProvider create(String id) {
    return new ScriptedProvider(new ProviderId(id));
  }

  /** Answers one call, after those scripted before. */
  public ScriptedProvider reply(ScriptedReply reply) {
    script.add(reply);
    return this;
  }

  /** Answers one call with a text. */
  public ScriptedProvider reply(String text) {
    return reply(ScriptedReply.text(text));
  }

  /** Answers all calls beyond the script. */
  public ScriptedProvider otherwise(Function<ProviderCall, ScriptedReply> otherwise) {
    this.otherwise = otherwise;
    return this;
  }

  /** Every call that came, in order. */
  public List<ProviderCall> calls() {
    return new ArrayList<>(calls);
  }

  /** How many replies are still being read: opened and not closed. */
  public int open() {
    return (int) streams.stream().filter(stream -> !stream.isClosed()).count();
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderStream open(ProviderCall call) throws ProviderFailure {
    calls.add(call);
    ScriptedReply next = script.poll();
    ScriptedStream stream = new ScriptedStream(next == null ? otherwise.apply(call) : next);
    call.cancellation().onCancel(stream::close);
    streams.add(stream);
    try {
      stream.awaitHead();
    } catch (ProviderFailure failure) {
      stream.close();
      throw failure;
    }
    return stream;
  }

  @Override
  public void close() {
    streams.forEach(ScriptedStream::close);
  }
}
