package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.identity.Grant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Spells the scopes of accounts: {@code org}; {@code tenant/acme}; inside a tenant {@code
 * tenant/acme/team/claims}, and {@code caller}, {@code session}, {@code provider}, {@code model}
 * and {@code tag/<key>} likewise; {@code provider/openai}, {@code model/gpt-5} and {@code
 * tag/<key>/<value>} of the whole organisation.
 *
 * <p>A name is spelled as it is, with other bytes than {@code a-z0-9._-} as %XX. Where that would
 * be longer than an account id has room for, a hash stands in its place: {@code %23} (a number
 * sign, which no spelled name begins with) and 16 hex digits.
 */
public final class Scope {
  /** The organisation: every call. */
  public static final String ORG = "org";

  /** Leaves room for any period, and {@link #slow}, in an {@link Account}'s id of 96 bytes. */
  static final int MAX_BYTES = 53;

  private static final HexFormat ESCAPE = HexFormat.of().withUpperCase();
  private static final String HASHED = "%23";
  private static final int HASH_DIGITS = 16;
  private static final String EACH = "*";
  private static final String SLOW = "slow/";

  private Scope() {}

  /** A scope such as {@code tenant/acme}. */
  public static String of(String kind, String name) {
    return isShort(kind.length(), name) ? kind + "/" + name : spelled(kind + "/", name);
  }

  /** A scope inside another, such as {@code tenant/acme/team/claims}. */
  public static String within(String outer, String kind, String name) {
    return isShort(outer.length() + 1 + kind.length(), name)
        ? outer + "/" + kind + "/" + name
        : spelled(outer + "/" + kind + "/", name);
  }

  /** Where a scope's calls are counted besides while they are slowed down. */
  static String slow(String scope) {
    return SLOW + scope;
  }

  /** That of every name of a kind, such as {@code session/*}: see {@link Limit#on}. */
  public static String each(String kind) {
    return kind + "/" + EACH;
  }

  /** That of every name of a kind inside another, such as {@code tenant/acme/session/*}. */
  public static String eachWithin(String outer, String kind) {
    return outer + "/" + each(kind);
  }

  /** Whether it stands for every name of its kind. */
  static boolean isEach(String scope) {
    return scope.endsWith("/" + EACH);
  }

  /** The scope of every name of the same kind in the same place. */
  static String eachLike(String scope) {
    return scope.substring(0, scope.lastIndexOf('/') + 1) + EACH;
  }

  /**
   * The most bytes a scope has that is meant by {@code scope}, which may be that of {@link #each}.
   */
  static int mostBytes(String scope) {
    return isEach(scope)
        ? Math.max(MAX_BYTES, scope.length() - EACH.length() + HASHED.length() + HASH_DIGITS)
        : scope.length();
  }

  /**
   * The scopes that all of a call is counted under, wherever it goes: organisation, tenant, and
   * inside it team, caller and session; then each tag, of the organisation and of the tenant.
   */
  public static List<String> of(Grant grant, CallContext context) {
    String tenant = of("tenant", grant.tenant().value());
    List<String> scopes = new ArrayList<>(8);
    scopes.add(ORG);
    scopes.add(tenant);
    grant.team().ifPresent(team -> scopes.add(within(tenant, "team", team.value())));
    scopes.add(within(tenant, "caller", grant.caller()));
    context.session().ifPresent(session -> scopes.add(within(tenant, "session", session)));
    context
        .tags()
        .values()
        .forEach(
            (key, value) -> {
              scopes.add(of("tag/" + key, value));
              scopes.add(within(tenant, "tag/" + key, value));
            });
    return scopes;
  }

  /** The scopes that what a tenant's call uses at one endpoint is counted under besides. */
  public static List<String> of(TenantId tenant, EndpointId endpoint) {
    String provider = endpoint.provider().value();
    String model = endpoint.model().value();
    String inside = of("tenant", tenant.value());
    return List.of(
        of("provider", provider),
        of("model", model),
        within(inside, "provider", provider),
        within(inside, "model", model));
  }

  /** Whether a scope is one of those that depend on the endpoint. */
  public static boolean isOfEndpoint(String scope) {
    int last = scope.lastIndexOf('/');
    int kind = scope.lastIndexOf('/', last - 1) + 1;
    return last > 0
        && (scope.startsWith("provider/", kind) || scope.startsWith("model/", kind))
        && (kind == 0 || scope.startsWith("tenant/") && scope.indexOf('/', 7) == kind - 1);
  }

  /** Whether a name is spelled as it is, which most are: made at every call, in one piece. */
  private static boolean isShort(int before, String name) {
    boolean plain = before + 1 + name.length() <= MAX_BYTES;
    for (int i = 0; plain && i < name.length(); i++) {
      plain = isPlain(name.charAt(i));
    }
    return plain;
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
  }

  private static String spelled(String before, String name) {
    StringBuilder scope = new StringBuilder(before);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      if (isPlain(b)) {
        scope.append((char) b);
      } else {
        scope.append('%').append(ESCAPE.toHexDigits(b));
      }
    }
    if (scope.length() > MAX_BYTES || scope.indexOf(HASHED, before.length()) == before.length()) {
      scope.setLength(before.length());
      scope.append(HASHED).append(sha256(bytes), 0, HASH_DIGITS);
    }
    return scope.toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
