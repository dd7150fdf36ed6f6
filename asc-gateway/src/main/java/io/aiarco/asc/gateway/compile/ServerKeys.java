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

  /** Where a server is. */
  record Address(URI url, TrustZone zone) {}

  /**
   * Reads {@code url}, {@code zone} and {@code credential}; null when one of them is wrong.
   *
   * @param name what the credential is called
   */
  @Nullable BiFunction<Egress, Clock, Destination> read(String name, YamlMap map) {
    Address address = address(map);
    YamlValue value = map.get("credential");
    Secret bearer = value == null ? null : secret(name, value, address);
    if (address == null || value != null && bearer == null) {
      return null;
    }
    return (egress, clock) -> {
      Destination open = Destination.of(egress, address.url(), address.zone(), clock);
      return bearer == null ? open : open.withBearer(bearer);
    };
  }

  /** Reads {@code url} and {@code zone}; null when one of them is wrong. */
  @Nullable Address address(YamlMap map) {
    YamlValue word = map.get("zone");
    TrustZone zone = word == null ? TrustZone.PUBLIC : Spelling.oneOf(word, TrustZone.class);
    URI url = url(map, zone);
    return zone == null || url == null ? null : new Address(url, zone);
  }

  /**
   * What a reference leads to; null when that is nothing.
   *
   * @param name what the secret is called
   * @param address the server's; a stand-in is taken where it is on loopback
   */
  @Nullable Secret secret(String name, YamlValue reference, @Nullable Address address) {
    boolean standIn = address == null || address.zone() == TrustZone.LOOPBACK;
    String text = secrets.follow(reference, standIn);
    return text == null ? null : Secret.of(new CredentialRef(name, 1), text.toCharArray());
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
