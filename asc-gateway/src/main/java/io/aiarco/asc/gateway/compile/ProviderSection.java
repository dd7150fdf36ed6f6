package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.credential.InMemoryCredentials;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.provider.http.KeyHeader;
import io.aiarco.asc.provider.http.ProviderConfig;
import io.aiarco.asc.provider.http.ProviderKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code providers}. Single-thread. */
final class ProviderSection {
  private static final String URL = "an https:// address, or http:// in zone loopback or private";

  /** What is sent to a server in one's own zone that asks for no key. */
  private static final String NO_KEY = "none";

  private final Problems problems;
  private final SecretReference secrets;
  private final InMemoryCredentials credentials = new InMemoryCredentials();
  private final Map<String, Placed> providers = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<Region> regions = new LinkedHashSet<>();

  /** A provider, where it processes data, and its own words for that. */
  record Placed(ProviderConfig config, Region region, List<String> seenAs) {}

  ProviderSection(Problems problems, SecretReference secrets) {
    this.problems = problems;
    this.secrets = secrets;
  }

  void compile(YamlMap root) {
    YamlMap members = root.requireNames("providers", "a mapping of at least one provider");
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      names.add(member.getKey());
      provider(member.getKey(), member.getValue(), members);
    }
  }

  /** All that could be compiled, by name. */
  Map<String, Placed> providers() {
    return providers;
  }

  /** All names, of those too that have problems of their own. */
  Set<String> names() {
    return names;
  }

  /** All regions named. */
  Set<Region> regions() {
    return regions;
  }

  /** The providers' keys, each under its provider's name. */
  InMemoryCredentials credentials() {
    return credentials;
  }

  private void provider(String name, YamlValue value, YamlMap members) {
    ProviderId id = Names.read(ProviderId::new, name, members.keyPlace(name), problems);
    YamlMap map =
        value.map("kind, api-version, url, region, seen-as, credential, key-header and zone");
    if (map == null) {
      return;
    }
    ProviderKind kind = kind(map);
    Region region = region(map);
    List<String> seenAs = seenAs(map.get("seen-as"));
    TrustZone zone = zone(map);
    String apiVersion = apiVersion(map, kind);
    URI url = url(map, kind, zone);
    KeyHeader keyHeader = keyHeader(map);
    boolean hasSecret = credential(name, map, zone);
    map.done();
    if (id != null
        && kind != null
        && apiVersion != null
        && region != null
        && url != null
        && zone != null
        && hasSecret) {
      ProviderConfig config = new ProviderConfig(id, kind, apiVersion, keyHeader, url, zone);
      providers.put(name, new Placed(config, region, seenAs));
    }
  }

  private @Nullable ProviderKind kind(YamlMap map) {
    List<String> words = Arrays.stream(ProviderKind.values()).map(ProviderKind::key).toList();
    String expected = "one of " + String.join(", ", words);
    YamlValue value = map.require("kind", expected);
    String word = value == null ? null : value.oneOf(words, expected);
    return word == null ? null : ProviderKind.of(word).orElse(null);
  }

  /** The version; empty for the kind's own choice, null when it is none of the kind's. */
  private static @Nullable String apiVersion(YamlMap map, @Nullable ProviderKind kind) {
    YamlValue value = map.get("api-version");
    if (value == null) {
      return "";
    }
    String expected =
        kind == null
            ? "a version of the provider's API"
            : kind.apiVersions().isEmpty()
                ? "no such key: " + kind.key() + " has no versions"
                : kind.apiVersions();
    String version = value.text(expected);
    if (version != null && kind != null && (version.isEmpty() || !kind.takes(version))) {
      value.refuse(expected);
      return null;
    }
    return version;
  }

  private static @Nullable KeyHeader keyHeader(YamlMap map) {
    List<String> words = Arrays.stream(KeyHeader.values()).map(KeyHeader::key).toList();
    String expected = "one of " + String.join(", ", words);
    YamlValue value = map.get("key-header");
    String word = value == null ? null : value.oneOf(words, expected);
    return word == null ? null : KeyHeader.of(word).orElse(null);
  }

  private @Nullable Region region(YamlMap map) {
    String expected = "where it processes data, in your own words, such as eu-west";
    YamlValue value = map.require("region", expected);
    Region region = value == null ? null : value.as(Region::new, expected);
    if (region != null) {
      regions.add(region);
    }
    return region;
  }

  private static List<String> seenAs(@Nullable YamlValue list) {
    String expected = "a list of the provider's words for its region, such as [westeurope]";
    List<String> words = new ArrayList<>();
    for (YamlValue item : list == null ? List.<YamlValue>of() : list.list(expected)) {
      String word = item.text(expected);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  /** The zone; null when it is none, and then nothing that hangs on it is looked at. */
  private static @Nullable TrustZone zone(YamlMap map) {
    YamlValue value = map.get("zone");
    return value == null ? TrustZone.PUBLIC : Spelling.oneOf(value, TrustZone.class);
  }

  private @Nullable URI url(YamlMap map, @Nullable ProviderKind kind, @Nullable TrustZone zone) {
    YamlValue value = map.get("url");
    if (value == null) {
      URI makers = kind == null ? null : kind.baseUrl().orElse(null);
      if (kind != null && makers == null) {
        map.require("url", URL);
      }
      return makers;
    }
    URI url = value.as(URI::create, URL);
    if (url == null) {
      return null;
    }
    boolean secure = "https".equals(url.getScheme());
    boolean inOwnZone = "http".equals(url.getScheme()) && zone != TrustZone.PUBLIC;
    if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
      value.refuseUnseen("an address with more than a path (not shown)", URL);
      return null;
    }
    if (url.getHost() == null || !secure && !inOwnZone) {
      value.refuse(URL);
      return null;
    }
    return url;
  }

  private boolean credential(String name, YamlMap map, @Nullable TrustZone zone) {
    YamlValue value = map.get("credential");
    String secret;
    if (value != null) {
      secret = secrets.follow(value, zone == null || zone == TrustZone.LOOPBACK);
    } else if (zone == TrustZone.PUBLIC) {
      map.require("credential", SecretReference.EXPECTED);
      secret = null;
    } else {
      secret = NO_KEY;
    }
    if (secret != null && Names.isName(name)) {
      credentials.put(name, secret.toCharArray());
    }
    return secret != null;
  }
}
