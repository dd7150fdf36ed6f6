package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.error.ProviderErrors;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * OpenAI Chat Completions ({@code POST /v1/chat/completions}; OpenAI's OpenAPI document 2.3.0, read
 * 2026-11), and the servers that speak it more or less: vLLM, TGI, Ollama, Mistral, Azure.
 * Immutable.
 *
 * <p>Not expressible: tools' order among texts (texts come first), and that a tool result is an
 * error, which is said by the text's prefix {@code error: }. Refused: what {@link #features()} does
 * not name, sounds other than WAV and MP3, media of anybody but the user, reasoning.
 */
public final class OpenAiDialect implements WireDialect {
  static final String NAME = "openai-chat";

  private final Flavour flavour;

  /** Whom it is spoken to. */
  public enum Flavour {
    /** OpenAI itself: {@code max_completion_tokens}, at most 4 stop sequences. */
    OPENAI(
        "max_completion_tokens",
        "safety_identifier",
        4,
        EnumSet.complementOf(
            EnumSet.of(
                Feature.TOP_K,
                Feature.LOGPROBS,
                Feature.DOCUMENT_URL,
                Feature.AUDIO_URL,
                Feature.TOOL_RESULT_MEDIA))),
    /** A compatible server, which may know {@code max_tokens} only. */
    COMPATIBLE(
        "max_tokens",
        "user",
        Integer.MAX_VALUE,
        EnumSet.complementOf(
            EnumSet.of(
                Feature.TOP_K,
                Feature.LOGPROBS,
                Feature.DOCUMENT_INPUT,
                Feature.DOCUMENT_URL,
                Feature.AUDIO_INPUT,
                Feature.AUDIO_URL,
                Feature.TOOL_RESULT_MEDIA)));

    final String maxTokensField;
    final String endUserField;
    final int mostStopSequences;
    final Set<Feature> features;

    Flavour(
        String maxTokensField, String endUserField, int mostStopSequences, Set<Feature> features) {
      this.maxTokensField = maxTokensField;
      this.endUserField = endUserField;
      this.mostStopSequences = mostStopSequences;
      this.features = Collections.unmodifiableSet(features);
    }
  }

  /** The dialect as spoken to {@code flavour}. */
  public OpenAiDialect(Flavour flavour) {
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
  public Map<String, String> headers(boolean streamed) {
    return Map.of(
        "content-type",
        "application/json",
        "accept",
        streamed ? "text/event-stream" : "application/json");
  }

  @Override
  public String requestIdHeader() {
    return "x-request-id";
  }

  @Override
  public byte[] requestBody(
      ChatRequest request, String model, int maxOutputTokens, boolean streamed) {
    return new OpenAiRequestWriter(flavour, request).body(model, maxOutputTokens, streamed);
  }

  @Override
  public ReplyDecoder decoder(Asked asked) {
    return new OpenAiReplyDecoder(asked.choices());
  }

  @Override
  public ProviderFailure failure(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now) {
    return ProviderErrors.answered(status, header, body, now);
  }

  @Override
  public byte[] replyBody(ReplyHead head, Reply reply) {
    return OpenAiReplyWriter.body(head, reply);
  }

  @Override
  public StreamWriter streamWriter(ReplyHead head, OutputStream out) {
    return new OpenAiStreamWriter(head, out);
  }

  @Override
  public byte[] errorBody(ErrorAnswer error) {
    return OpenAiErrors.body(error);
  }
}
