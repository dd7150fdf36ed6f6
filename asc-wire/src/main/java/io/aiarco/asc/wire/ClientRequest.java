package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ChatRequest;

/**
 * What a client sent in a dialect.
 *
 * @param request what it asks for; the model is named as the client named it
 * @param streamed whether it wants the reply as a stream
 * @param usage whether a stream shall tell its figures, for {@link ReplyHead#usage()}; true where
 *     the dialect does not leave that to the client. Immutable.
 */
public record ClientRequest(ChatRequest request, boolean streamed, boolean usage) {}
