package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ClientRequest;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.error.OpenAiErrors;
import io.aiarco.asc.wire.error.ProviderErrors;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * OpenAI Responses ({@code POST /v1/responses}; OpenAI's OpenAPI document 2.3.0 and the types of
 * its SDK 6.49.0, read 2026-11). Immutable.
 *
 * <p>ASC keeps no state with the provider: every request says {@code store: false} and brings its
 * whole history. What a model thought comes back sealed instead, as {@code encrypted_content}, and
 * goes with the next turn to the model that wrote it. Refused: what {@link #features()} does not
 * name, fewer than 16 output tokens, call ids over 64 characters, reasoning of another model. That
 * a tool result is an error is said by the text's prefix {@code error: }.
 */
public final class ResponsesDialect implements WireDialect {
  static final String NAME = "openai-responses";

  static final Set<Feature> FEATURES =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  Feature.AUDIO_INPUT,
                  Feature.AUDIO_URL,
                  Feature.STOP_SEQUENCES,
                  Feature.CHOICES,
                  Feature.TOP_K,
                  Feature.SEED,
                  Feature.PENALTIES)));

  /** The dialect. */
  public ResponsesDialect() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Feature> features() {
    return FEATURES;
  }

  @Override
  public int minOutputTokens() {
    return ResponsesRequestWriter.LEAST_OUTPUT_TOKENS;
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
    return List.of("x-request-id");
  }

  @Override
  public byte[] requestBody(
      ChatRequest request, String model, int maxOutputTokens, boolean streamed) {
    return new ResponsesRequestWriter(request, model).body(maxOutputTokens, streamed);
  }

  @Override
  public ClientRequest readRequest(byte[] body, int length) {
    return ResponsesRequestReader.read(body, length);
  }

  @Override
  public ReplyDecoder decoder(Asked asked) {
    return new ResponsesReplyDecoder(asked.model());
  }

  @Override
  public ProviderFailure failure(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now) {
    return ProviderErrors.answered(status, header, body, now);
  }

  @Override
  public byte[] replyBody(ReplyHead head, Reply reply) {
    return ResponsesReplyWriter.body(head, reply);
  }

  @Override
  public StreamWriter streamWriter(ReplyHead head, OutputStream out) {
    return new ResponsesStreamWriter(head, out);
  }

  @Override
  public byte[] errorBody(ErrorAnswer error) {
    return OpenAiErrors.body(error);
  }
}
