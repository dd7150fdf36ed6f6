package io.aiarco.asc.alert;

/** What an {@link Alert} is about: few fixed words, so that they may be a metric's label. */
public enum AlertKind {
  /** An account has passed a threshold of its limit. */
  BUDGET_THRESHOLD,
  /** An account is used much faster than usual. */
  BUDGET_PACE,
  /** The audit log is not healthy. */
  AUDIT_STATE;

  /** The word in messages and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
