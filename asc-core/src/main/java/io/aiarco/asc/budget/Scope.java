package io.aiarco.asc.budget;

import io.aiarco.asc.identity.Grant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Spells the scopes of accounts. */
public final class Scope {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Scope() {}

  /**
   * A scope such as {@code tenant/acme}: the kind, then the name with other bytes than {@code
   * a-z0-9._-} as %XX.
   */
  public static String of(String kind, String name) {
    StringBuilder scope = new StringBuilder(kind).append('/');
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '.' || b == '_' || b == '-') {
        scope.append((char) b);
      } else {
        scope.append('%').append(HEX.toHexDigits(b));
      }
    }
    return scope.toString();
  }

  /**
   * The scopes a caller's calls are counted under, widest first: tenant, team inside it, caller
   * inside it.
   */
  public static List<String> of(Grant grant) {
    String tenant = of("tenant", grant.tenant().value());
    List<String> scopes = new ArrayList<>(3);
    scopes.add(tenant);
    grant.team().ifPresent(team -> scopes.add(tenant + "/" + of("team", team.value())));
    scopes.add(tenant + "/" + of("caller", grant.caller()));
    return scopes;
  }
}
