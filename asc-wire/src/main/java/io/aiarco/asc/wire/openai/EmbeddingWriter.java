package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.openai.OpenAiEmbeddings.Flavour;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ProviderOptions;
import java.io.IOException;
import java.util.Set;

/** Writes requests to embed, and whole replies to them. */
final class EmbeddingWriter {
  /**
   * What ASC decides: what is asked, in which form vectors come, what it costs and where it goes.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "model",
          "input",
          "inputs",
          "dimensions",
          "output_dimension",
          "output_dtype",
          "encoding_format",
          "user",
          "stream",
          "service_tier",
          "store");

  private EmbeddingWriter() {}

  static byte[] request(Flavour flavour, EmbeddingRequest request, String model) {
    Expressible.check(request, flavour.features, OpenAiEmbeddings.NAME);
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "model", model);
          json.writeArrayFieldStart("input");
          for (String text : request.inputs()) {
            json.writeString(WellFormed.text(text));
          }
          json.writeEndArray();
          if (request.dimensions().isPresent()) {
            json.writeNumberField(flavour.dimensionsField, request.dimensions().getAsInt());
          }
          if (request.endUser().isPresent()) {
            RequestBody.text(json, "user", request.endUser().get());
          }
          if (flavour.packed) {
            json.writeStringField("encoding_format", "base64");
          }
          ProviderOptions.write(json, request, OpenAiEmbeddings.NAME, RESERVED);
        });
  }

  static byte[] reply(String model, EmbeddingReply reply, boolean packed) {
    return RequestBody.of(
        json -> {
          json.writeStringField("object", "list");
          json.writeArrayFieldStart("data");
          int index = 0;
          for (Embedding embedding : reply.embeddings()) {
            json.writeStartObject();
            json.writeStringField("object", "embedding");
            json.writeNumberField("index", index++);
            json.writeFieldName("embedding");
            vector(json, embedding, packed);
            json.writeEndObject();
          }
          json.writeEndArray();
          RequestBody.text(json, "model", model);
          usage(json, reply);
        });
  }

  private static void vector(JsonGenerator json, Embedding embedding, boolean packed)
      throws IOException {
    if (packed) {
      json.writeString(PackedFloats.encode(embedding.values()));
      return;
    }
    json.writeStartArray();
    for (float value : embedding.values()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  /** Figures that are absent are left out: absent is not zero. */
  private static void usage(JsonGenerator json, EmbeddingReply reply) throws IOException {
    if (reply.usage().source() == UsageSource.ABSENT) {
      return;
    }
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", reply.usage().inputTokens());
    json.writeNumberField("total_tokens", reply.usage().totalTokens());
    json.writeEndObject();
  }
}
