package io.aiarco.asc.provider.http;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.egress.TrustZone;
import java.net.URI;

/**
 * One provider of the configuration.
 *
 * @param baseUrl what stands before {@code /v1}, which may be written or left out: {@code
 *     https://api.openai.com}, {@code http://10.0.0.7:8000/v1}. Immutable.
 */
public record ProviderConfig(ProviderId id, ProviderKind kind, URI baseUrl, TrustZone zone) {
  public ProviderConfig {
    boolean http = "https".equals(baseUrl.getScheme()) || "http".equals(baseUrl.getScheme());
    boolean plain =
        baseUrl.getHost() != null
            && baseUrl.getRawUserInfo() == null
            && baseUrl.getRawQuery() == null
            && baseUrl.getRawFragment() == null;
    if (!http || !plain) {
      // The URL stays out of the text: its user info or query may hold a key.
      throw new IllegalArgumentException(
          "baseUrl of provider "
              + id
              + ": not usable (expected: http or https, a host, no user info, query or fragment)");
    }
    if (zone == TrustZone.PUBLIC && "http".equals(baseUrl.getScheme())) {
      throw new IllegalArgumentException(
          "baseUrl of provider " + id + ": http in zone public (expected: https)");
    }
  }

  /** Where replies are asked for. */
  URI endpoint() {
    String base = baseUrl.toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String unversioned = root.endsWith("/v1") ? root.substring(0, root.length() - 3) : root;
    return URI.create(unversioned + kind.path());
  }
}
