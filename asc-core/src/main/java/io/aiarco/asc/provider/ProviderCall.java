package io.aiarco.asc.provider;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.credential.Secret;

/**
 * One attempt, ready to go out.
 *
 * @param grant the licence to send it to its endpoint, and nowhere else
 * @param maxOutputTokens what the provider must be told, so that the hold covers the reply; 0 where
 *     there is no output
 * @param credential owned by its source, not to be closed
 * @param cancellation when cancelled, open() and any read fail at once and the connection is gone
 * @param streamed whether the provider is asked for a stream or for a whole reply. Immutable.
 */
public record ProviderCall(
    EndpointGrant grant,
    ModelRequest request,
    int maxOutputTokens,
    Secret credential,
    Timeouts timeouts,
    Deadline deadline,
    Cancellation cancellation,
    boolean streamed) {}
