package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One protocol for talking to a model, both ways: as a client of a provider, and towards clients
 * that are served in it. Implementations are immutable.
 */
public interface WireDialect {
  /** The name that {@code Content.Unknown} and {@code StreamEvent.Unknown} bear. */
  String name();

  /**
   * What can be asked for in it. A server may do less; an endpoint's capabilities say so, and begin
   * with these.
   */
  Set<Feature> features();

  /** The lowest ceiling of output tokens it can name; a request for fewer cannot be told in it. */
  default int minOutputTokens() {
    return 1;
  }

  /** Headers every request needs, credentials aside: content type, what is accepted, version. */
  Map<String, String> headers(boolean streamed);

  /** The response headers that may have the provider's id of the request, the best first. */
  List<String> requestIdHeaders();

  /**
   * The request's body, JSON in UTF-8. A lone surrogate in the caller's text becomes U+FFFD, since
   * no byte sequence stands for it.
   *
   * @param model the provider's own name of the model
   * @param maxOutputTokens the limit the provider is told, at least 1
   * @param streamed whether to ask for a stream
   * @throws io.aiarco.asc.chat.InvalidRequestException when the dialect cannot express the request;
   *     nothing of it is ever left out silently
   */
  byte[] requestBody(ChatRequest request, String model, int maxOutputTokens, boolean streamed);

  /**
   * Reads what a client asks, the first {@code length} bytes of a body. It is strict: one JSON
   * object in UTF-8, no name twice in an object, bounded depth, every field of the kind and range
   * the protocol gives it. What the protocol has and the neutral model has not is kept as {@link
   * io.aiarco.asc.chat.WireExtras} or provider options, so that the same dialect writes it again.
   *
   * @throws io.aiarco.asc.chat.InvalidRequestException when it is anything else: the field's path,
   *     what stands there and what was expected, never content
   */
  ClientRequest readRequest(byte[] body, int length);

  /** A decoder for one reply to what was asked. {@link ReplyEvents} drives it. */
  ReplyDecoder decoder(Asked asked);

  /**
   * What an answer with an error status means. Of the body only the provider's code is kept.
   *
   * @param header a header's first value, by any case
   * @param body the body or its beginning: any bytes will do, none too
   * @param now what a date to retry after is compared with
   */
  ProviderFailure failure(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now);

  /** How texts are embedded in it; absent where it has no words for that. */
  default Optional<EmbeddingDialect> embeddings() {
    return Optional.empty();
  }

  /** A reply served whole, JSON in UTF-8. What the dialect cannot say is left out. */
  byte[] replyBody(ReplyHead head, Reply reply);

  /** A writer that serves a reply as a stream to {@code out}, which the caller closes. */
  StreamWriter streamWriter(ReplyHead head, OutputStream out);

  /** The body of an answer with an error status, JSON in UTF-8. */
  byte[] errorBody(ErrorAnswer error);
}
