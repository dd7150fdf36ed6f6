package io.aiarco.asc.wire.anthropic;

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
 * Anthropic Messages ({@code POST /v1/messages}) as of {@link #VERSION}; the request and event
 * types of Anthropic's SDK 0.137.0, read 2026-11. Immutable.
 *
 * <p>Refused: what {@link #features()} does not name, among it a system message after the first
 * other one (folding it into a user's text would give the user its authority, or take it away);
 * minimal effort; call ids with characters other than {@code a-z A-Z 0-9 _ -}; reasoning of another
 * model. A subset of the tools is offered by leaving out the others. Changed on the way, because
 * the protocol wants it so: neighbouring messages of one role become one turn, tool results move to
 * the front of theirs, and texts of length 0, which say nothing, are left out.
 */
public final class AnthropicDialect implements WireDialect {
  /** The value of the {@code anthropic-version} header. */
  public static final String VERSION = "2023-06-01";

  static final String NAME = "anthropic-messages";

  static final Set<Feature> FEATURES =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  Feature.AUDIO_INPUT,
                  Feature.AUDIO_URL,
                  Feature.LATE_SYSTEM_MESSAGE,
                  Feature.JSON_OBJECT,
                  Feature.CHOICES,
                  Feature.TEMPERATURE_ABOVE_1,
                  Feature.SEED,
                  Feature.PENALTIES,
                  Feature.LOGPROBS)));

  /** The dialect. */
  public AnthropicDialect() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Feature> features() {
    return FEATURES;
  }

  @Override
  public Map<String, String> headers(boolean streamed) {
    return Map.of(
        "content-type",
        "application/json",
        "accept",
        streamed ? "text/event-stream" : "application/json",
        "anthropic-version",
        VERSION);
  }

  @Override
  public String requestIdHeader() {
    return "request-id";
  }

  @Override
  public byte[] requestBody(
      ChatRequest request, String model, int maxOutputTokens, boolean streamed) {
    return new AnthropicRequestWriter(request).body(model, maxOutputTokens, streamed);
  }

  @Override
  public ReplyDecoder decoder(Asked asked) {
    return new AnthropicReplyDecoder(asked.model());
  }

  @Override
  public ProviderFailure failure(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now) {
    return ProviderErrors.answered(status, header, body, now);
  }

  @Override
  public byte[] replyBody(ReplyHead head, Reply reply) {
    return AnthropicReplyWriter.body(head, reply);
  }

  @Override
  public StreamWriter streamWriter(ReplyHead head, OutputStream out) {
    return new AnthropicStreamWriter(head, out);
  }

  @Override
  public byte[] errorBody(ErrorAnswer error) {
    return AnthropicErrors.body(error);
  }
}
