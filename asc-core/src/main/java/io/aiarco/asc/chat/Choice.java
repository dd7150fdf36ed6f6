package io.aiarco.asc.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of several to the same request.
 *
 * @param index which of them, from 0
 * @param content the pieces in order, as of {@link Reply#content()}
 * @param refusal the text of a refusal; empty when there was none
 * @param reasoning all of the reasoning shown; empty when none was
 * @param logprobs {@link Logprobs#NONE} unless they were asked for
 * @param rawFinish the provider's own word for the end; null when it gave none. Immutable.
 */
public record Choice(
    int index,
    List<Content> content,
    String refusal,
    String reasoning,
    Logprobs logprobs,
    FinishReason finishReason,
    @Nullable String rawFinish) {
  public Choice {
    content = List.copyOf(content);
  }

  @Override
  public String toString() {
    return "Choice[" + index + ", " + content.size() + " pieces, " + finishReason + "]";
  }
}
