package io.aiarco.asc.audit;

/** Why a call ended before anything was sent. */
public enum DecisionKind {
  /** A rule or guardrail. */
  DENIED,
  /** No endpoint could take it. */
  NO_ROUTE,
  /** A budget had no room. */
  BUDGET_EXHAUSTED,
  /** Too many for now. */
  RATE_LIMITED,
  /** The log could not take its intent. */
  AUDIT_UNAVAILABLE,
  /** An earlier call with the same idempotency key answered. */
  DUPLICATE;

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
