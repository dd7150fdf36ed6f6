package io.aiarco.asc.alert;

import io.aiarco.asc.egress.TrustZone;
import java.net.URI;

/**
 * A server that wants to be told.
 *
 * @param name the operator's for it
 * @param url from configuration; may hold a token, so no message shows more than its host
 * @param zone which addresses it may have. Immutable.
 */
public record Webhook(String name, URI url, TrustZone zone, WebhookSecret secret) {
  @Override
  public String toString() {
    return name + " at " + url.getScheme() + "://" + url.getAuthority();
  }
}
