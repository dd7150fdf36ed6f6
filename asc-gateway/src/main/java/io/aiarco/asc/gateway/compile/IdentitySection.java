package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.identity.apikey.StoredKey;
import io.aiarco.asc.identity.apikey.StoredSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code identity}: the keys callers show. Single-thread. */
final class IdentitySection {
  private static final String KEYS = "a list of keys, each {id, sha256, tenant, principal}";
  private static final String ID = "a key's id, 12 of 0-9 A-Z a-z";
  private static final String SHA256 = "the hash of the key's secret, 64 lowercase hex digits";

  private final Map<String, Set<String>> teams;
  private final List<StoredKey> keys = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /** {@code teams}: every tenant's name with its teams'. */
  IdentitySection(Map<String, Set<String>> teams) {
    this.teams = teams;
  }

  List<StoredKey> compile(YamlMap root) {
    YamlValue section = root.require("identity", "keys: " + KEYS);
    YamlMap map = section == null ? null : section.map("keys");
    if (map == null) {
      return keys;
    }
    YamlValue list = map.require("keys", KEYS);
    map.done();
    if (list != null) {
      for (YamlValue item : list.list(KEYS)) {
        YamlMap key = item.map(KEYS);
        if (key != null) {
          key(key);
        }
      }
    }
    return keys;
  }

  private void key(YamlMap map) {
    String id = id(map);
    StoredSecret secret = secret(map, false);
    TenantId tenant = tenant(map);
    TeamId team = team(map, tenant);
    YamlValue who = map.require("principal", "who calls, such as svc:claims");
    Principal principal = who == null ? null : who.as(Principal::new, "1 to 256 characters");
    List<StoredSecret> secrets = new ArrayList<>();
    YamlValue old = map.get("old");
    YamlMap oldMap = old == null ? null : old.map("the secret before: sha256 and expires");
    StoredSecret oldSecret = oldMap == null ? null : secret(oldMap, true);
    if (oldMap != null) {
      oldMap.done();
    }
    map.done();
    if (id == null || secret == null || tenant == null || principal == null) {
      return;
    }
    secrets.add(secret);
    if (oldSecret != null) {
      secrets.add(oldSecret);
    }
    keys.add(new StoredKey(id, tenant, team, principal, secrets));
  }

  private @Nullable String id(YamlMap map) {
    YamlValue value = map.require("id", ID);
    String id = value == null ? null : value.text(ID);
    if (value == null || id == null) {
      return null;
    }
    if (!ApiKey.isId(id)) {
      // Whole keys end up here by mistake, so what stands here is not shown.
      value.refuseUnseen(id.length() + " characters (not shown)", ID);
      return null;
    }
    if (!ids.add(id)) {
      value.refuse("each id once");
      return null;
    }
    return id;
  }

  private static @Nullable StoredSecret secret(YamlMap map, boolean mustExpire) {
    YamlValue value = map.require("sha256", SHA256);
    YamlValue expires = mustExpire ? map.require("expires", Spelling.INSTANT) : map.get("expires");
    Instant until = expires == null ? null : expires.as(Spelling::instant, Spelling.INSTANT);
    String sha256 = value == null ? null : value.text(SHA256);
    if (value != null && sha256 != null && !StoredSecret.isSha256(sha256)) {
      value.refuseUnseen(sha256.length() + " characters (not shown)", SHA256);
      return null;
    }
    boolean wrongExpiry = until == null && (expires != null || mustExpire);
    return sha256 == null || wrongExpiry ? null : new StoredSecret(sha256, until);
  }

  private @Nullable TenantId tenant(YamlMap map) {
    String expected = Names.oneOf("a tenant", teams.keySet());
    YamlValue value = map.require("tenant", expected);
    String name = value == null ? null : value.oneOf(teams.keySet(), expected);
    return name == null || !Names.isName(name) ? null : new TenantId(name);
  }

  private @Nullable TeamId team(YamlMap map, @Nullable TenantId tenant) {
    YamlValue value = map.get("team");
    if (value == null || tenant == null) {
      return null;
    }
    Set<String> known = teams.getOrDefault(tenant.value(), Set.of());
    String name = value.oneOf(known, Names.oneOf("a team of the tenant", known));
    return name == null || !Names.isName(name) ? null : new TeamId(name);
  }
}
