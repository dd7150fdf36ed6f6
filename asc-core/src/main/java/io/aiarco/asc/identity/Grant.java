package io.aiarco.asc.identity;

import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a verified caller is. Made anew for every call, so that a revocation bites at the next one.
 * Immutable.
 */
public final class Grant {
  private final String caller;
  private final Principal principal;
  private final TenantId tenant;
  private final @Nullable TeamId team;

  /**
   * @param caller the public id of the credential, such as an API key's id; it may be recorded
   * @param team null when the caller belongs to none
   */
  public Grant(String caller, Principal principal, TenantId tenant, @Nullable TeamId team) {
    this.caller = caller;
    this.principal = principal;
    this.tenant = tenant;
    this.team = team;
  }

  /** The public id of the credential. */
  public String caller() {
    return caller;
  }

  /** Who acts. */
  public Principal principal() {
    return principal;
  }

  /** Whose rules and budgets apply. */
  public TenantId tenant() {
    return tenant;
  }

  /** The group inside the tenant. */
  public Optional<TeamId> team() {
    return Optional.ofNullable(team);
  }
}
