package io.aiarco.asc.wire.openai;

import static io.aiarco.asc.chat.Feature.AUDIO_INPUT;
import static io.aiarco.asc.chat.Feature.AUDIO_URL;
import static io.aiarco.asc.chat.Feature.CHOICES;
import static io.aiarco.asc.chat.Feature.DOCUMENT_INPUT;
import static io.aiarco.asc.chat.Feature.DOCUMENT_URL;
import static io.aiarco.asc.chat.Feature.END_USER;
import static io.aiarco.asc.chat.Feature.IMAGE_URL;
import static io.aiarco.asc.chat.Feature.JSON_OBJECT;
import static io.aiarco.asc.chat.Feature.JSON_SCHEMA;
import static io.aiarco.asc.chat.Feature.LOGPROBS;
import static io.aiarco.asc.chat.Feature.PARALLEL_TOOL_CALLS;
import static io.aiarco.asc.chat.Feature.REASONING_EFFORT;
import static io.aiarco.asc.chat.Feature.TEMPERATURE_ABOVE_1;
import static io.aiarco.asc.chat.Feature.TOOL_CHOICE;
import static io.aiarco.asc.chat.Feature.TOOL_RESULT_MEDIA;
import static io.aiarco.asc.chat.Feature.TOP_K;
import static io.aiarco.asc.chat.Feature.USER_AFTER_TOOL;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ClientRequest;
import io.aiarco.asc.wire.EmbeddingDialect;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.error.ProviderErrors;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * OpenAI Chat Completions ({@code POST /v1/chat/completions}; OpenAI's OpenAPI document 2.3.0, read
 * 2026-11), and the servers that speak it more or less: vLLM, TGI, Ollama, Mistral, Azure. What
 * they differ in is data, a {@link Flavour}'s. Immutable.
 *
 * <p>Not expressible: tools' order among texts (texts come first), and that a tool result is an
 * error, which is said by the text's prefix {@code error: }. Refused: what {@link #features()} does
 * not name, sounds other than WAV and MP3, media of anybody but the user, reasoning.
 */
public final class OpenAiDialect implements WireDialect {
  private final Flavour flavour;

  /** Whom it is spoken to. */
  public enum Flavour {
    /** OpenAI itself: {@code max_completion_tokens}, at most 4 stop sequences. */
    OPENAI(
        Traits.lacking(TOP_K, DOCUMENT_URL, AUDIO_URL, TOOL_RESULT_MEDIA)
            .maxTokensField("max_completion_tokens")
            .endUserField("safety_identifier")
            .cacheKeyField("prompt_cache_key")
            .mostStopSequences(4)
            .embeddings(OpenAiEmbeddings.Flavour.OPENAI)
            .allowedTools()),
    /**
     * Azure OpenAI (its REST reference and api-version lifecycle page, learn.microsoft.com, read
     * 2026-11): as OpenAI, under two ids of a request, and with the words of the older reference.
     */
    AZURE(
        Traits.lacking(TOP_K, DOCUMENT_INPUT, DOCUMENT_URL, AUDIO_URL, TOOL_RESULT_MEDIA)
            .maxTokensField("max_completion_tokens")
            .mostStopSequences(4)
            .embeddings(OpenAiEmbeddings.Flavour.OPENAI)
            .requestIdHeaders("apim-request-id", "x-request-id")),
    /** A compatible server nobody knows more of; it may know {@code max_tokens} only. */
    COMPATIBLE(
        Traits.lacking(
            TOP_K, DOCUMENT_INPUT, DOCUMENT_URL, AUDIO_INPUT, AUDIO_URL, TOOL_RESULT_MEDIA)),
    /**
     * vLLM ({@code vllm/entrypoints/openai/chat_completion/protocol.py}, read 2026-11): takes
     * {@code user} and passes over it.
     */
    VLLM(
        Traits.lacking(TOP_K, DOCUMENT_INPUT, DOCUMENT_URL, AUDIO_URL, TOOL_RESULT_MEDIA, END_USER)
            .embeddings(OpenAiEmbeddings.Flavour.NO_USER)),
    /**
     * text-generation-inference (router/src of db931fc, 3.3.6-dev0, read 2026-11): one reply, one
     * tool call, and a grammar of its own instead of a response format.
     */
    TGI(
        Traits.lacking(
                TOP_K,
                LOGPROBS,
                DOCUMENT_INPUT,
                DOCUMENT_URL,
                AUDIO_INPUT,
                AUDIO_URL,
                TOOL_RESULT_MEDIA,
                PARALLEL_TOOL_CALLS,
                JSON_OBJECT,
                JSON_SCHEMA,
                CHOICES,
                REASONING_EFFORT,
                END_USER)
            .withoutEmbeddings()),
    /**
     * Ollama (fb30760, {@code docs/api/openai-compatibility.mdx}, read 2026-11): pictures as bytes
     * only; a stream of its cloud models ends without a reason (pydantic-ai#2996).
     */
    OLLAMA(
        Traits.lacking(
                TOP_K,
                LOGPROBS,
                IMAGE_URL,
                DOCUMENT_INPUT,
                DOCUMENT_URL,
                AUDIO_INPUT,
                AUDIO_URL,
                TOOL_RESULT_MEDIA,
                TOOL_CHOICE,
                PARALLEL_TOOL_CALLS,
                CHOICES,
                END_USER)
            .embeddings(OpenAiEmbeddings.Flavour.NO_USER)
            .missingFinishOk()),
    /**
     * Mistral (client-python 05629d2 and npm client 2.7.0, read 2026-11): a wire of its own name,
     * since its parts and what it thinks are no others'. A user's message directly after a tool's
     * result is refused (code 3230, datapizza-ai#98): putting words between them, or moving one,
     * would send what nobody wrote. What it thought goes back to it.
     */
    MISTRAL(
        Traits.lacking(
                TOP_K,
                LOGPROBS,
                DOCUMENT_INPUT,
                TOOL_RESULT_MEDIA,
                TEMPERATURE_ABOVE_1,
                USER_AFTER_TOOL,
                END_USER)
            .dialect(
                MistralThinking.DIALECT,
                new MistralWords(),
                MistralPart::write,
                MistralPartReader::read)
            .seedField("random_seed")
            .cacheKeyField("prompt_cache_key")
            .embeddings(OpenAiEmbeddings.Flavour.MISTRAL)
            .nineCharacterIds()
            .thinkingGoesBack()
            .prefix()
            .noStreamOptions()
            .requestIdHeaders("mistral-correlation-id", "x-kong-request-id"));

    final Traits traits;

    Flavour(Traits traits) {
      this.traits = traits;
    }
  }

  /** The dialect as spoken to {@code flavour}. */
  public OpenAiDialect(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public String name() {
    return flavour.traits.dialect();
  }

  @Override
  public Set<Feature> features() {
    return flavour.traits.features();
  }

  @Override
  public Map<String, String> headers(boolean streamed) {
    return Map.of(
        "content-type",
        "application/json",
        "accept",
        streamed ? "text/event-stream" : "application/json");
  }

  @Override
  public List<String> requestIdHeaders() {
    return flavour.traits.requestIds();
  }

  @Override
  public byte[] requestBody(
      ChatRequest request, String model, int maxOutputTokens, boolean streamed) {
    return new OpenAiRequestWriter(flavour.traits, request).body(model, maxOutputTokens, streamed);
  }

  @Override
  public ClientRequest readRequest(byte[] body, int length) {
    return OpenAiRequestReader.read(body, length, flavour.traits);
  }

  @Override
  public ReplyDecoder decoder(Asked asked) {
    return new OpenAiReplyDecoder(asked, flavour.traits);
  }

  @Override
  public ProviderFailure failure(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now) {
    return ProviderErrors.answered(status, header, body, now);
  }

  @Override
  public Optional<EmbeddingDialect> embeddings() {
    return flavour.traits.embeddings();
  }

  @Override
  public byte[] replyBody(ReplyHead head, Reply reply) {
    return OpenAiReplyWriter.body(flavour.traits, head, reply);
  }

  @Override
  public StreamWriter streamWriter(ReplyHead head, OutputStream out) {
    return new OpenAiStreamWriter(flavour.traits, head, out);
  }

  @Override
  public byte[] errorBody(ErrorAnswer error) {
    return flavour.traits.words().error(error);
  }
}
