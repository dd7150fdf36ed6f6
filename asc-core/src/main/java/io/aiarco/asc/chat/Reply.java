package io.aiarco.asc.chat;

import io.aiarco.asc.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered, assembled.
 *
 * @param id the provider's id of the reply; null when it gave none
 * @param model the model the provider names; null when it named none
 * @param content the pieces in order: texts, tool calls, and reasoning that its provider wants
 *     back; as an assistant message they are the turn to go on from
 * @param refusal the text of a refusal; empty when there was none
 * @param reasoning all of the reasoning shown; empty when none was
 * @param rawFinish the provider's own word for the end; null when it gave none
 * @param usage the last figures reported; {@link Usage#ABSENT} when none were. Immutable.
 */
public record Reply(
    @Nullable String id,
    @Nullable String model,
    List<Content> content,
    String refusal,
    String reasoning,
    FinishReason finishReason,
    @Nullable String rawFinish,
    Usage usage) {
  public Reply {
    content = List.copyOf(content);
  }

  @Override
  public String toString() {
    return "Reply[" + content.size() + " pieces, " + finishReason + ", " + usage + "]";
  }
}
