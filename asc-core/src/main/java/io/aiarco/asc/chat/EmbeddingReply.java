package io.aiarco.asc.chat;

import io.aiarco.asc.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to texts, assembled.
 *
 * @param id the provider's id of the reply; null when it gave none
 * @param model the model the provider names; null when it named none
 * @param embeddings one for each input, in their order
 * @param usage the figures reported; {@link Usage#ABSENT} when none were. Immutable.
 */
public record EmbeddingReply(
    @Nullable String id, @Nullable String model, List<Embedding> embeddings, Usage usage) {
  public EmbeddingReply {
    embeddings = List.copyOf(embeddings);
  }

  @Override
  public String toString() {
    return "EmbeddingReply[" + embeddings.size() + " embeddings, " + usage + "]";
  }
}
