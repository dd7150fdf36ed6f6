package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.wire.ClientEmbeddings;
import io.aiarco.asc.wire.EmbeddingDialect;
import io.aiarco.asc.wire.ReplyDecoder;
import java.util.Set;

/**
 * OpenAI's embeddings ({@code POST /v1/embeddings}; OpenAI's OpenAPI document 2.3.0, read 2026-11),
 * and those after it: Azure, Mistral, vLLM, Ollama. Immutable.
 */
public final class OpenAiEmbeddings implements EmbeddingDialect {
  static final String NAME = "openai-embeddings";

  private final Flavour flavour;

  /** Whom it is spoken to. */
  public enum Flavour {
    /** OpenAI itself and Azure: vectors as base64, half the bytes of numbers. */
    OPENAI(true, "dimensions", Set.of(Feature.DIMENSIONS, Feature.END_USER)),
    /** Mistral: numbers, {@code output_dimension}, no end user. */
    MISTRAL(false, "output_dimension", Set.of(Feature.DIMENSIONS)),
    /** A compatible server, which may know numbers only. */
    COMPATIBLE(false, "dimensions", Set.of(Feature.DIMENSIONS, Feature.END_USER)),
    /** vLLM and Ollama: as such a server, but they pass over {@code user}. */
    NO_USER(false, "dimensions", Set.of(Feature.DIMENSIONS));

    final boolean packed;
    final String dimensionsField;
    final Set<Feature> features;

    Flavour(boolean packed, String dimensionsField, Set<Feature> features) {
      this.packed = packed;
      this.dimensionsField = dimensionsField;
      this.features = features;
    }
  }

  /** The dialect as spoken to {@code flavour}. */
  public OpenAiEmbeddings(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Feature> features() {
    return flavour.features;
  }

  @Override
  public byte[] requestBody(EmbeddingRequest request, String model) {
    return EmbeddingWriter.request(flavour, request, model);
  }

  @Override
  public ReplyDecoder decoder(EmbeddingRequest asked) {
    return new EmbeddingReplyDecoder(asked);
  }

  @Override
  public ClientEmbeddings readRequest(byte[] body, int length) {
    return EmbeddingRequestReader.read(flavour, body, length);
  }

  @Override
  public byte[] replyBody(String model, EmbeddingReply reply, boolean packed) {
    return EmbeddingWriter.reply(model, reply, packed);
  }
}
