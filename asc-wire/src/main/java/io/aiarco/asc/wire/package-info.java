/**
 * What a provider's protocol looks like, as bytes. A provider adapter does no JSON of its own:
 *
 * <pre>{@code
 * WireDialect dialect = new OpenAiDialect(OpenAiDialect.Flavour.OPENAI);
 * byte[] body = dialect.requestBody(chatRequest, "gpt-5", 400, streamed);
 * // POST body with dialect.headers(streamed) and the credential
 * if (response.status() != 200) {
 *   throw dialect.failure(response.status(), response::header, bytesOf(response), now);
 * }
 * ReplyEvents events =
 *     ReplyEvents.of(dialect, Asked.of(chatRequest, dialect, "gpt-5", streamed), response.body(), response.header("content-type"));
 * for (StreamEvent event; (event = events.next()) != null; ) { ... }
 * }</pre>
 *
 * <p>{@link io.aiarco.asc.wire.ReplyEvents} decodes a whole reply and a streamed one into the same
 * events, so there is one path behind it.
 */
@NullMarked
package io.aiarco.asc.wire;

import org.jspecify.annotations.NullMarked;
