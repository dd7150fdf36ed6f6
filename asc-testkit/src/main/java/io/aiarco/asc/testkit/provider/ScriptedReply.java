package io.aiarco.asc.testkit.provider;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedProvider} answers to one call, event by event. Immutable but for its gates.
 */
public final class ScriptedReply {
  private final List<StreamEvent> events;
  private final @Nullable ProviderFailure failure;
  private final @Nullable CountDownLatch gate;

  private ScriptedReply(
      List<StreamEvent> events, @Nullable ProviderFailure failure, @Nullable CountDownLatch gate) {
    this.events = List.copyOf(events);
    this.failure = failure;
    this.gate = gate;
  }

  /** A whole reply of one text, word by word, 10 tokens in and one out per word. */
  public static ScriptedReply text(String text) {
    List<StreamEvent> events = new ArrayList<>();
    events.add(new StreamEvent.Started("reply-1", "scripted"));
    String[] words = text.split("(?<= )", -1);
    for (String word : words) {
      if (!word.isEmpty()) {
        events.add(new StreamEvent.TextDelta(word));
      }
    }
    events.add(new StreamEvent.UsageReport(Usage.of(10, words.length, UsageSource.REPORTED)));
    events.add(new StreamEvent.Finished(FinishReason.STOP, "stop"));
    return of(events);
  }

  /** A vector for each input, in their order, 10 tokens in for each. */
  public static ScriptedReply embeddings(float[]... vectors) {
    List<StreamEvent> events = new ArrayList<>();
    events.add(new StreamEvent.Started(null, "scripted"));
    for (int i = 0; i < vectors.length; i++) {
      events.add(new StreamEvent.Embedded(i, Embedding.of(vectors[i])));
    }
    events.add(
        new StreamEvent.UsageReport(Usage.of(10L * vectors.length, 0, UsageSource.REPORTED)));
    events.add(new StreamEvent.Finished(FinishReason.STOP, null));
    return of(events);
  }

  /** To a chat "ok", to texts a vector for each: its place and its length. */
  static ScriptedReply usual(ModelRequest request) {
    return request.fold(chat -> text("ok"), embedding -> embeddings(vectors(embedding.inputs())));
  }

  private static float[][] vectors(List<String> inputs) {
    float[][] vectors = new float[inputs.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = new float[] {i, inputs.get(i).length()};
    }
    return vectors;
  }

  /** A whole reply that asks for tools, 10 tokens in and one out per call. */
  public static ScriptedReply toolCalls(ToolCall... calls) {
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < calls.length; i++) {
      events.add(new StreamEvent.ToolCallComplete(i, calls[i]));
    }
    events.add(new StreamEvent.UsageReport(Usage.of(10, calls.length, UsageSource.REPORTED)));
    events.add(new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls"));
    return of(events);
  }

  /** Exactly these events; without {@link StreamEvent.Finished} the reply is truncated. */
  public static ScriptedReply of(List<StreamEvent> events) {
    return new ScriptedReply(events, null, null);
  }

  /** A failure before any event. */
  public static ScriptedReply failure(FailureClass failure) {
    return new ScriptedReply(
        List.of(), ProviderFailure.of(failure, "scripted " + failure.key(), null), null);
  }

  /** The first {@code events} events of this reply, then a failure. */
  public ScriptedReply breakAfter(int events, FailureClass failure) {
    return new ScriptedReply(
        this.events.subList(0, events),
        ProviderFailure.of(failure, "scripted " + failure.key(), null),
        gate);
  }

  /** The same, with usage of {@code tokens} in and out reported before the end. */
  public ScriptedReply usage(long input, long output) {
    List<StreamEvent> changed = new ArrayList<>(events);
    changed.removeIf(StreamEvent.UsageReport.class::isInstance);
    changed.add(
        changed.size() - 1,
        new StreamEvent.UsageReport(Usage.of(input, output, UsageSource.REPORTED)));
    return new ScriptedReply(changed, failure, gate);
  }

  /** The same without any usage. */
  public ScriptedReply withoutUsage() {
    List<StreamEvent> changed = new ArrayList<>(events);
    changed.removeIf(StreamEvent.UsageReport.class::isInstance);
    return new ScriptedReply(changed, failure, gate);
  }

  /** The same, but nothing is answered before {@code gate} is open or the call is cancelled. */
  public ScriptedReply after(CountDownLatch gate) {
    return new ScriptedReply(events, failure, gate);
  }

  List<StreamEvent> events() {
    return events;
  }

  @Nullable ProviderFailure failure() {
    return failure;
  }

  @Nullable CountDownLatch gate() {
    return gate;
  }
}
