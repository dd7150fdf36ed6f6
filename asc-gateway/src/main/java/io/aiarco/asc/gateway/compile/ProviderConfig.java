package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.egress.TrustZone;
import java.net.URI;

/**
 * One provider of the file. Its credential is found in {@link GatewayConfig#credentials()} under
 * its own name. Immutable.
 *
 * @param url the API's root, such as {@code https://api.openai.com/v1}
 */
public record ProviderConfig(
    ProviderId id, ProviderKind kind, URI url, Region region, TrustZone zone) {}
