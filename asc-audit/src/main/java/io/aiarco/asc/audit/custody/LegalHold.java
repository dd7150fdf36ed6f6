package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What nobody may destroy until it is released. Immutable.
 *
 * @param id a ULID
 */
public record LegalHold(String id, Scope scope, Ground ground) {
  /**
   * What is held: all of a tenant, narrowed by each of the others that is not null. Immutable.
   *
   * @param subject the pseudonym of a person
   * @param from calls from this instant on
   * @param to calls before this instant
   */
  public record Scope(
      TenantId tenant,
      @Nullable String subject,
      @Nullable CallId call,
      @Nullable Instant from,
      @Nullable Instant to) {
    public Scope {
      if (from != null && to != null && !from.isBefore(to)) {
        throw new IllegalArgumentException("to: " + to + " (expected: after " + from + ")");
      }
    }

    /**
     * Whether the call may be what is held; {@code names}: all pseudonyms that are known to be
     * those of the person it is about.
     */
    boolean covers(KeptCall kept, Set<String> names) {
      if (kept.tenant() == null) {
        return true; // nobody can say that it is not
      }
      return tenant.equals(kept.tenant())
          && (subject == null || subject.equals(kept.subject()) || names.contains(subject))
          && (call == null || call.equals(kept.call()))
          && (from == null || !kept.at().isBefore(from))
          && (to == null || kept.at().isBefore(to));
    }
  }
}
