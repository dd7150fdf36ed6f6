package io.aiarco.asc.audit;

import java.util.Locale;

/**
 * How well the log does its duty, from best to worst. Each change is a record of the log itself,
 * {@code degraded.begin} or {@code degraded.end}, as soon as it can take one.
 */
public enum AuditState {
  /** Records are durable where they belong. */
  HEALTHY(0),
  /** Records are durable here, but what they are shipped to does not take them. */
  LAGGING(1),
  /** Records are durable, but on the fallback disk. */
  SPOOLING(2),
  /** Records wait in memory, bounded, for tenants who allow that. */
  VOLATILE(3),
  /** New calls are refused. */
  REFUSING(4);

  private final int severity;

  AuditState(int severity) {
    this.severity = severity;
  }

  /** From 0, healthy, to 4, refusing: the figure of gauges. */
  public int severity() {
    return severity;
  }

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
