package io.aiarco.asc.audit;

/** How a call that had an intent ended. */
public enum OutcomeStatus {
  /** Complete. */
  OK,
  /** The provider's reply broke off. */
  TRUNCATED,
  /** The caller, its thread or its deadline ended it. */
  CANCELLED,
  /** Every attempt failed. */
  FAILED,
  /** A guardrail stopped the answer. */
  DENIED_OUTPUT,
  /** The intent stands, but nothing was sent. */
  NOT_SENT;

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
