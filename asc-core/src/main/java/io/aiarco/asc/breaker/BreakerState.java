package io.aiarco.asc.breaker;

/** How an endpoint stands. */
public enum BreakerState {
  /** Calls go through. */
  CLOSED,
  /** Calls are refused for a while. */
  OPEN,
  /** A few calls try whether it works again. */
  HALF_OPEN;

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
