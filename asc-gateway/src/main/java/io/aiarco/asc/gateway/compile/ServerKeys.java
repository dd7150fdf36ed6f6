package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.net.URI;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compiles the keys that say how a server outside is reached. Single-thread. */
final class ServerKeys {
  private static final String URL = "an https:// address, or http:// in zone loopback or private";

  private final SecretReference secrets;

  ServerKeys(SecretReference secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads {@code url}, {@code zone} and {@code credential}; null when one of them is wrong.
   *
   * @param name what the credential is called
   */
  @Nullable BiFunction<Egress, Clock, Destination> read(String name, YamlMap map) {
    YamlValue word = map.get("zone");
    TrustZone zone = word == null ? TrustZone.PUBLIC : Spelling.oneOf(word, TrustZone.class);
    URI url = url(map, zone);
    YamlValue value = map.get("credential");
    String credential =
        value == null ? null : secrets.follow(value, zone == null || zone == TrustZone.LOOPBACK);
    if (zone == null || url == null || value != null && credential == null) {
      return null;
    }
    Secret bearer =
        credential == null ? null : Secret.of(new CredentialRef(name, 1), credential.toCharArray());
    return (egress, clock) -> {
      Destination open = Destination.of(egress, url, zone, clock);
      return bearer == null ? open : open.withBearer(bearer);
    };
  }

  private static @Nullable URI url(YamlMap map, @Nullable TrustZone zone) {
    YamlValue value = map.require("url", URL);
    URI url = value == null ? null : value.as(URI::create, URL);
    if (value == null || url == null) {
      return null;
    }
    boolean secure = "https".equals(url.getScheme());
    boolean inOwnZone = "http".equals(url.getScheme()) && zone != TrustZone.PUBLIC;
    if (url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null
        || !secure && !inOwnZone) {
      value.refuseUnseen("another address (not shown)", URL);
      return null;
    }
    return url;
  }
}
