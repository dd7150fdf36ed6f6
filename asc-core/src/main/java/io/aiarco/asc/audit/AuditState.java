package io.aiarco.asc.audit;

import java.util.Locale;

/**
 * How well the log does its duty, from best to worst. Each change is a record of the log itself,
 * {@code degraded.begin} or {@code degraded.end}, as soon as it can take one.
 */
public enum AuditState {
  /** Records are durable where they belong. */
  HEALTHY,
  /** Records are durable here, but what they are shipped to does not take them. */
  LAGGING,
  /** Records are durable, but on the fallback disk. */
  SPOOLING,
  /** Records wait in memory, bounded, for tenants who allow that. */
  VOLATILE,
  /** New calls are refused. */
  REFUSING;

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
