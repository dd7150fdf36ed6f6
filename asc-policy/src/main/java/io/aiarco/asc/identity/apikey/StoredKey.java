package io.aiarco.asc.identity.apikey;

import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the gateway keeps it, and whom it stands for. Immutable.
 *
 * @param id the key's public id
 * @param team null when the caller belongs to none
 * @param secrets one, or two while its caller changes over; see {@link ApiKey#rotate}
 */
public record StoredKey(
    String id,
    TenantId tenant,
    @Nullable TeamId team,
    Principal principal,
    List<StoredSecret> secrets) {
  /** Secrets that may be live at once. */
  public static final int MAX_SECRETS = 2;

  public StoredKey {
    secrets = List.copyOf(secrets);
    if (!ApiKey.isId(id)) {
      throw new IllegalArgumentException(
          "key id: " + id.length() + " characters (expected: 12 of 0-9 A-Z a-z)");
    }
    if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
      throw new IllegalArgumentException(
          "key " + id + ": " + secrets.size() + " secrets (expected: 1 or 2)");
    }
  }
}
