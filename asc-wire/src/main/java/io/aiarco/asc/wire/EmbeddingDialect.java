package io.aiarco.asc.wire;

import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Feature;
import java.util.Set;

/**
 * How texts are embedded in a {@link WireDialect}, both ways; what a wire says whatever is asked in
 * it, such as headers and errors, is the dialect's own. Embeddings have no stream. Implementations
 * are immutable.
 */
public interface EmbeddingDialect {
  /** The name that its provider options bear. */
  String name();

  /** What can be asked for in it. */
  Set<Feature> features();

  /**
   * The request's body, JSON in UTF-8. A lone surrogate in the caller's text becomes U+FFFD.
   *
   * @param model the provider's own name of the model
   * @throws io.aiarco.asc.chat.InvalidRequestException when the dialect cannot express the request
   */
  byte[] requestBody(EmbeddingRequest request, String model);

  /**
   * A decoder for one reply to {@code asked}: it takes the vectors in any order, and refuses those
   * that are missing, there twice, not finite or not of one length.
   */
  ReplyDecoder decoder(EmbeddingRequest asked);

  /**
   * Reads what a client asks, the first {@code length} bytes of a body, as strictly as {@link
   * WireDialect#readRequest}. A field that the protocol or the neutral model has not is refused.
   *
   * @throws io.aiarco.asc.chat.InvalidRequestException when it is not what the protocol says, or
   *     gives token ids instead of texts: policies, budgets and guardrails are about text
   */
  ClientEmbeddings readRequest(byte[] body, int length);

  /**
   * A reply served whole, JSON in UTF-8.
   *
   * @param model the model, as the client shall see it
   * @param packed whether the client wants vectors as base64
   */
  byte[] replyBody(String model, EmbeddingReply reply, boolean packed);
}
