package io.aiarco.asc.gateway.compile;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log is called, {@code <domain>/asc/<region>/<instance>}, and where it goes on when
 * its disk fails, and how long it is kept. Immutable.
 *
 * @param domain who runs it, such as {@code example.com}
 * @param region where it runs
 * @param fallback a folder on another disk; null for none
 * @param retention the age at which records may be deleted, at least a day
 * @param lag how long what is outside may lack a record before the log is lagging
 */
public record AuditConfig(
    String domain, String region, @Nullable Path fallback, Duration retention, Duration lag) {
  /** For a machine of one's own. */
  public static final AuditConfig STANDARD =
      new AuditConfig("localhost", "local", null, Duration.ofDays(2192), Duration.ofMinutes(1));
}
