package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.EmbeddingResponse;
import java.util.List;

/** Finds which of some texts is nearest to a question, by their vectors. */
final class NearestText {
  private NearestText() {}

  static String of(ChatClient chat, String question, List<String> texts) {
    // region embed
    EmbeddingResponse reply =
        chat.embed(
            EmbeddingRequest.builder()
                .model("search")
                .input(question)
                .inputs(texts)
                .context(c -> c.tag("feature", "help-search"))
                .build());

    Embedding asked = reply.embeddings().get(0);
    int nearest = 0;
    for (int i = 1; i < texts.size(); i++) {
      if (cosine(asked, reply.embeddings().get(i + 1))
          > cosine(asked, reply.embeddings().get(nearest + 1))) {
        nearest = i;
      }
    }
    // endregion
    return texts.get(nearest);
  }

  private static double cosine(Embedding a, Embedding b) {
    double dot = 0;
    double lengths = 0;
    double ofB = 0;
    for (int i = 0; i < a.dimensions(); i++) {
      dot += a.value(i) * b.value(i);
      lengths += a.value(i) * a.value(i);
      ofB += b.value(i) * b.value(i);
    }
    return dot / Math.sqrt(lengths * ofB);
  }
}
