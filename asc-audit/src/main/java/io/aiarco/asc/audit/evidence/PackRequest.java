package io.aiarco.asc.audit.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an evidence pack shall hold. Immutable.
 *
 * @param subject the pseudonym of one person, whose calls alone are taken: such a slice is not
 *     counted, so it cannot be shown to be complete; null for all of the tenant
 * @param from records from this instant on
 * @param to records before this instant
 */
public record PackRequest(String tenant, @Nullable String subject, Instant from, Instant to) {
  public PackRequest {
    if (tenant.isEmpty() || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "pack: tenant " + tenant + ", " + from + ".." + to + " (expected: a tenant, from < to)");
    }
  }
}
