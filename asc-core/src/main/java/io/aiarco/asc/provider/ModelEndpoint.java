package io.aiarco.asc.provider;

import io.aiarco.asc.call.EndpointId;

/**
 * One endpoint of the catalog.
 *
 * @param id provider, the provider's name of the model, region
 * @param credential id of the credential to call it with. Immutable.
 */
public record ModelEndpoint(EndpointId id, String credential, Capabilities capabilities) {}
