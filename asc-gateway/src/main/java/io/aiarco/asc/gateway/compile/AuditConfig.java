package io.aiarco.asc.gateway.compile;

/**
 * What the audit log is called: {@code <domain>/asc/<region>/<instance>}. Immutable.
 *
 * @param domain who runs it, such as {@code example.com}
 * @param region where it runs
 */
public record AuditConfig(String domain, String region) {
  /** For a machine of one's own. */
  public static final AuditConfig STANDARD = new AuditConfig("localhost", "local");
}
