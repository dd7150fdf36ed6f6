package io.aiarco.asc.chat;

import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of one reply together: neighbouring text deltas become one text, tool calls and
 * reasoning that must go back stand where they were complete, the last usage counts. However a
 * provider cuts its deltas, the assembled reply is the same. Single-thread.
 */
public final class ReplyAssembler {
  private final Step step = new Step();
  private final ChoiceAssembler first = new ChoiceAssembler();
  private final SortedMap<Integer, ChoiceAssembler> others = new TreeMap<>();
  private @Nullable SortedMap<Integer, Embedding> embeddings;
  private @Nullable String id;
  private @Nullable String model;
  private Usage usage = Usage.ABSENT;
  private @Nullable WireExtras extras;
  private StreamEvent.@Nullable Finished end;

  /** An assembler that has seen nothing. */
  public ReplyAssembler() {}

  /** Takes the next event. */
  public void add(StreamEvent event) {
    event.accept(step);
  }

  /**
   * The figures so far: what the provider reported, {@link UsageSource#PARTIAL} until the end was
   * seen.
   */
  public Usage usage() {
    return end == null && usage.source() == UsageSource.REPORTED
        ? usage.as(UsageSource.PARTIAL)
        : usage;
  }

  /** The model the provider names, once it has. */
  public @Nullable String model() {
    return model;
  }

  /** Whether the protocol's end was seen. */
  public boolean isFinished() {
    return end != null;
  }

  /**
   * The whole reply.
   *
   * @throws IllegalStateException before the end was seen
   */
  public Reply reply() {
    StreamEvent.Finished finished = requireEnd();
    Choice only = first.choice(0);
    List<Choice> further = new ArrayList<>(others.size());
    others.forEach((index, choice) -> further.add(choice.choice(index)));
    return new Reply(
        id,
        model,
        only.content(),
        only.refusal(),
        only.reasoning(),
        only.logprobs(),
        finished.reason(),
        finished.raw(),
        usage,
        further,
        extras);
  }

  /** Whether there is a vector for each of {@code inputs} inputs, and none beyond. */
  public boolean isEmbedded(int inputs) {
    return embeddings == null
        ? inputs == 0
        : embeddings.size() == inputs && embeddings.lastKey() == inputs - 1;
  }

  /**
   * The whole reply to texts, its vectors in the order of these; {@link #isEmbedded} tells whether
   * any is missing.
   *
   * @throws IllegalStateException before the end was seen
   */
  public EmbeddingReply embeddingReply() {
    requireEnd();
    return new EmbeddingReply(
        id, model, embeddings == null ? List.of() : List.copyOf(embeddings.values()), usage);
  }

  private StreamEvent.Finished requireEnd() {
    if (end == null) {
      throw new IllegalStateException("reply: unfinished (expected: its Finished event)");
    }
    return end;
  }

  private ChoiceAssembler choice(int index) {
    return index == 0 ? first : others.computeIfAbsent(index, none -> new ChoiceAssembler());
  }

  /** Puts one event where it belongs; true when it knows the kind. */
  private final class Step implements StreamEvent.Visitor<Boolean> {
    @Override
    public Boolean started(StreamEvent.Started started) {
      id = started.id() == null ? id : started.id();
      model = started.model() == null ? model : started.model();
      return true;
    }

    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      choice(delta.choice()).text.append(delta.text());
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      choice(delta.choice()).reasoning.append(delta.text());
      return true;
    }

    @Override
    public Boolean reasoningComplete(StreamEvent.ReasoningComplete complete) {
      choice(complete.choice()).piece(complete.reasoning());
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      choice(delta.choice()).refusal.append(delta.text());
      return true;
    }

    @Override
    public Boolean logprobs(StreamEvent.LogprobsDelta delta) {
      choice(delta.choice()).logprobs(delta.logprobs());
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      choice(complete.choice()).piece(new Content.ToolUse(complete.call()));
      return true;
    }

    @Override
    public Boolean embedded(StreamEvent.Embedded embedded) {
      if (embeddings == null) {
        embeddings = new TreeMap<>();
      }
      embeddings.put(embedded.index(), embedded.embedding());
      return true;
    }

    @Override
    public Boolean usage(StreamEvent.UsageReport report) {
      usage = report.usage();
      return true;
    }

    @Override
    public Boolean extras(StreamEvent.Extras more) {
      extras = more.extras();
      return true;
    }

    @Override
    public Boolean choiceFinished(StreamEvent.ChoiceFinished finished) {
      choice(finished.choice()).finish(finished.reason(), finished.raw());
      return true;
    }

    @Override
    public Boolean finished(StreamEvent.Finished finished) {
      end = finished;
      return true;
    }

    @Override
    public Boolean other(StreamEvent event) {
      return false;
    }
  }
}
