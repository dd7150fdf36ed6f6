package io.aiarco.asc.chat;

import io.aiarco.asc.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered, assembled. Where several choices were asked for, its own parts are
 * those of the first.
 *
 * @param id the provider's id of the reply; null when it gave none
 * @param model the model the provider names; null when it named none
 * @param content the pieces in order: texts, tool calls, and reasoning that its provider wants
 *     back; as an assistant message they are the turn to go on from
 * @param refusal the text of a refusal; empty when there was none
 * @param reasoning all of the reasoning shown; empty when none was
 * @param logprobs {@link Logprobs#NONE} unless they were asked for
 * @param rawFinish the provider's own word for the end; null when it gave none
 * @param usage the last figures reported, of all choices; {@link Usage#ABSENT} when none were
 * @param others the choices after the first, in order; mostly none
 * @param extras what only its wire knows of it; null for nothing. Immutable.
 */
public record Reply(
    @Nullable String id,
    @Nullable String model,
    List<Content> content,
    String refusal,
    String reasoning,
    Logprobs logprobs,
    FinishReason finishReason,
    @Nullable String rawFinish,
    Usage usage,
    List<Choice> others,
    @Nullable WireExtras extras) {
  public Reply {
    content = List.copyOf(content);
    others = List.copyOf(others);
  }

  /** A reply of one choice, without logprobs. */
  public Reply(
      @Nullable String id,
      @Nullable String model,
      List<Content> content,
      String refusal,
      String reasoning,
      FinishReason finishReason,
      @Nullable String rawFinish,
      Usage usage) {
    this(
        id,
        model,
        content,
        refusal,
        reasoning,
        Logprobs.NONE,
        finishReason,
        rawFinish,
        usage,
        List.of(),
        null);
  }

  /** Every choice, the first too, in order; at least one. */
  public List<Choice> choices() {
    List<Choice> all = new ArrayList<>(1 + others.size());
    all.add(new Choice(0, content, refusal, reasoning, logprobs, finishReason, rawFinish));
    all.addAll(others);
    return all;
  }

  @Override
  public String toString() {
    return "Reply[" + content.size() + " pieces, " + finishReason + ", " + usage + "]";
  }
}
