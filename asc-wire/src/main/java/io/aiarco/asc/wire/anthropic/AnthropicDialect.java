package io.aiarco.asc.wire.anthropic;

import static io.aiarco.asc.chat.Feature.AUDIO_INPUT;
import static io.aiarco.asc.chat.Feature.AUDIO_URL;
import static io.aiarco.asc.chat.Feature.CHOICES;
import static io.aiarco.asc.chat.Feature.JSON_OBJECT;
import static io.aiarco.asc.chat.Feature.LATE_SYSTEM_MESSAGE;
import static io.aiarco.asc.chat.Feature.LOGPROBS;
import static io.aiarco.asc.chat.Feature.PENALTIES;
import static io.aiarco.asc.chat.Feature.SEED;
import static io.aiarco.asc.chat.Feature.TEMPERATURE;
import static io.aiarco.asc.chat.Feature.TEMPERATURE_ABOVE_1;
import static io.aiarco.asc.chat.Feature.TOP_K;
import static io.aiarco.asc.chat.Feature.TOP_P;

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
 * Anthropic Messages ({@code POST /v1/messages}); the request and event types of Anthropic's SDKs
 * 0.137.0 and 1.12.0, read 2026-11. Replies and events are the same in both versions. Immutable.
 *
 * <p>Refused: what {@link #features()} does not name; minimal effort; call ids with characters
 * other than {@code a-z A-Z 0-9 _ -}; reasoning of another model. A subset of the tools is offered
 * by leaving out the others. Changed on the way, because the protocol wants it so: neighbouring
 * messages of one role become one turn, tool results move to the front of theirs, and texts of
 * length 0, which say nothing, are left out.
 */
public final class AnthropicDialect implements WireDialect {
  static final String NAME = "anthropic-messages";

  private static final Set<Feature> IN_NO_VERSION =
      EnumSet.of(AUDIO_INPUT, AUDIO_URL, JSON_OBJECT, CHOICES, SEED, PENALTIES, LOGPROBS);

  private final Version version;

  /** A version of the protocol, by the date in its header. */
  public enum Version {
    /**
     * A system message after the first other one is refused: folding it into a user's text would
     * give the user its authority, or take it away.
     */
    V2023_06_01("2023-06-01", EnumSet.of(LATE_SYSTEM_MESSAGE, TEMPERATURE_ABOVE_1)),
    /**
     * System messages stand anywhere, and there is no sampling to set ({@code MessageCreateParams}
     * of SDK 1.12.0 has no {@code temperature}, {@code top_p} and {@code top_k}).
     */
    V2026_10_21("2026-10-21", EnumSet.of(TEMPERATURE, TEMPERATURE_ABOVE_1, TOP_P, TOP_K));

    private final String header;
    private final Set<Feature> features;

    Version(String header, Set<Feature> lacking) {
      this.header = header;
      EnumSet<Feature> rest = EnumSet.allOf(Feature.class);
      rest.removeAll(lacking);
      rest.removeAll(IN_NO_VERSION);
      this.features = Collections.unmodifiableSet(rest);
    }

    /** The value of the {@code anthropic-version} header. */
    public String header() {
      return header;
    }
  }

  /** The dialect in that version. */
  public AnthropicDialect(Version version) {
    this.version = version;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Feature> features() {
    return version.features;
  }

  @Override
  public Map<String, String> headers(boolean streamed) {
    return Map.of(
        "content-type",
        "application/json",
        "accept",
        streamed ? "text/event-stream" : "application/json",
        "anthropic-version",
        version.header);
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("request-id");
  }

  @Override
  public byte[] requestBody(
      ChatRequest request, String model, int maxOutputTokens, boolean streamed) {
    return new AnthropicRequestWriter(request, version.features)
        .body(model, maxOutputTokens, streamed);
  }

  @Override
  public ClientRequest readRequest(byte[] body, int length) {
    return AnthropicRequestReader.read(body, length, version.features);
  }

  @Override
  public ReplyDecoder decoder(Asked asked) {
    return new AnthropicReplyDecoder(asked);
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
