package io.aiarco.asc.wire;

import io.aiarco.asc.chat.EmbeddingRequest;

/**
 * What a client sent to be embedded, and how it wants to be answered.
 *
 * @param request the texts; the model is named as the client named it
 * @param packed whether it wants vectors as base64, as OpenAI's SDKs do, rather than as numbers.
 *     Immutable.
 */
public record ClientEmbeddings(EmbeddingRequest request, boolean packed) {}
