package io.aiarco.asc.oracles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.oracles.sdk.Sdk;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.EmbeddingDialect;
import io.aiarco.asc.wire.openai.OpenAiEmbeddings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's SDK reads the vectors that ASC serves, and would send what ASC sends. */
class EmbeddingOracleTest {
  private static final Sdk SDK = Oracle.sdk("OpenAiEmbeddingsSdk");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void servedVectorsAreReadBackBitByBit(boolean packed) throws IOException {
    List<Embedding> vectors =
        List.of(
            Embedding.of(0.1f, -2.5f, Float.MIN_VALUE),
            Embedding.of(-0f, Float.MAX_VALUE, 1.17549435E-38f));
    EmbeddingReply reply =
        new EmbeddingReply(null, "m", vectors, Usage.of(7, 0, UsageSource.REPORTED));
    EmbeddingDialect dialect = new OpenAiEmbeddings(OpenAiEmbeddings.Flavour.OPENAI);

    Map<String, Object> told = SDK.whole(dialect.replyBody("support", reply, packed));

    assertEquals(
        Map.of(
            "model",
            "support",
            "usage",
            7L,
            "embeddings",
            List.of(Map.of(0L, floats(vectors.get(0))), Map.of(1L, floats(vectors.get(1))))),
        told);
  }

  /** Mistral has a name of its own for dimensions. */
  @ParameterizedTest
  @EnumSource(
      value = OpenAiEmbeddings.Flavour.class,
      names = "MISTRAL",
      mode = EnumSource.Mode.EXCLUDE)
  void whatAscSendsIsARequestOfTheSdk(OpenAiEmbeddings.Flavour flavour) throws IOException {
    EmbeddingDialect dialect = new OpenAiEmbeddings(flavour);
    EmbeddingRequest request =
        EmbeddingRequest.builder().model("m").input("a").input("b").dimensions(256).build();

    assertEquals(Set.of(), SDK.request(dialect.requestBody(request, "text-embedding-3-small")));
  }

  private static List<Float> floats(Embedding embedding) {
    List<Float> floats = new ArrayList<>();
    for (float value : embedding.values()) {
      floats.add(value);
    }
    return floats;
  }
}
