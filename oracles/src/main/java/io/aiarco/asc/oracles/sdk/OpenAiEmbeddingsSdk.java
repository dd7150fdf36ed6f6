package io.aiarco.asc.oracles.sdk;

import com.openai.core.ObjectMappers;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingModel;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's SDK, asked for embeddings. A reply is told as {@code model}, {@code usage} and {@code
 * embeddings}: lists of floats by index. Thread-safe.
 */
public final class OpenAiEmbeddingsSdk implements Sdk {
  private static final EmbeddingCreateParams PARAMS =
      EmbeddingCreateParams.builder().model("model-1").input("Hello").build();

  /** An SDK at rest. */
  public OpenAiEmbeddingsSdk() {}

  @Override
  public Map<String, Object> whole(byte[] body) {
    CreateEmbeddingResponse reply =
        CannedOpenAi.client("application/json", body).embeddings().create(PARAMS).validate();
    return Map.of(
        "model",
        reply.model(),
        "usage",
        reply.usage().promptTokens(),
        "embeddings",
        reply.data().stream().map(one -> Map.of(one.index(), one.embedding())).toList());
  }

  @Override
  public Map<String, Object> stream(byte[] body) {
    throw new IllegalStateException("stream: embeddings have none (expected: whole)");
  }

  // The SDK marks its readers of further fields so, to keep them out of sight; nothing replaces
  // them.
  @SuppressWarnings("deprecation")
  @Override
  public Set<String> request(byte[] body) throws IOException {
    return ObjectMappers.jsonMapper().readValue(body, EmbeddingCreateParams.Body.class).toBuilder()
        // Its list of models is closed; any of them will do.
        .model(EmbeddingModel.TEXT_EMBEDDING_3_SMALL)
        .build()
        .validate()
        ._additionalProperties()
        .keySet();
  }
}
