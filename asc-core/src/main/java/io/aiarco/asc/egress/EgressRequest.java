package io.aiarco.asc.egress;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.provider.EndpointGrant;
import io.aiarco.asc.provider.Timeouts;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One outbound HTTP request.
 *
 * @param method such as {@code POST}
 * @param url absolute, from configuration, never from a caller
 * @param headers all of them, secrets included; nothing is added but what HTTP needs
 * @param body null for none
 * @param cancellation when cancelled, the exchange fails at once and the connection is gone
 * @param grant the licence behind a body with caller content; null when it has none. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // written once to a socket, never compared
public record EgressRequest(
    String method,
    URI url,
    Map<String, String> headers,
    byte @Nullable [] body,
    TrustZone zone,
    Timeouts timeouts,
    Deadline deadline,
    Cancellation cancellation,
    @Nullable EndpointGrant grant) {
  public EgressRequest {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " " + url.getScheme() + "://" + url.getAuthority();
  }
}
