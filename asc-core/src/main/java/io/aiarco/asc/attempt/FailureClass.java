package io.aiarco.asc.attempt;

/**
 * Why one attempt at one endpoint failed, in words that decide what may happen next. The table from
 * status and error body to a class is asc-wire's.
 */
public enum FailureClass {
  /** No byte of the request was answered: refused, unresolved, TLS, reset before the reply. */
  CONNECT(true, true, false),
  /** The provider timed out or found a conflict with another request (408, 409). */
  CONFLICT(true, false, true),
  /** Too many requests or tokens for now. */
  RATE_LIMITED(true, false, false),
  /** The account at the provider is out of money or over its spend limit. */
  QUOTA(true, false, false),
  /** The provider calls the request wrong. Another endpoint would too. */
  INVALID(false, false, false),
  /**
   * The request is longer than the model's window. Another endpoint may have a longer one; whether
   * to ask it is declared, since it mostly costs more.
   */
  CONTEXT_LENGTH(false, false, false),
  /**
   * The provider refused the content. Going elsewhere with it is a decision of policy, not of
   * plumbing.
   */
  POLICY_PROVIDER(false, false, true),
  /**
   * The provider says that it must not work on the request where it is. That is for an operator to
   * look at, and no reason to send it elsewhere.
   */
  RESIDENCY(false, false, false),
  /** The credential was refused. */
  AUTH(true, false, false),
  /** No such model or path. */
  NOT_FOUND(true, false, false),
  /** The provider failed. */
  SERVER(true, true, true),
  /** The provider has no capacity. */
  OVERLOADED(true, true, false),
  /** The reply is not what the protocol says: HTML, an empty body, broken JSON. */
  MALFORMED(true, true, true),
  /** The reply ended before its protocol's end. */
  TRUNCATED(true, true, true),
  /** Nothing came for longer than allowed. */
  TIMEOUT(true, true, true),
  /** The address guard refused to dial. */
  EGRESS_REFUSED(true, false, false),
  /** The caller cancelled. */
  CANCELLED(false, false, true),
  /** The call's deadline passed. */
  DEADLINE(false, false, true),
  /**
   * This process had no room: the endpoint's breaker or bulkhead said no before anything was sent.
   */
  NOT_ADMITTED(true, false, false);

  private final boolean failsOver;
  private final boolean tripsBreaker;
  private final boolean mayBeBilled;

  FailureClass(boolean failsOver, boolean tripsBreaker, boolean mayBeBilled) {
    this.failsOver = failsOver;
    this.tripsBreaker = tripsBreaker;
    this.mayBeBilled = mayBeBilled;
  }

  /** Whether another endpoint may be tried, before the commit point. */
  public boolean failsOver() {
    return failsOver;
  }

  /** Whether it counts as a failure of the endpoint. */
  public boolean tripsBreaker() {
    return tripsBreaker;
  }

  /** Whether the provider may charge for the attempt, so that its hold must stay. */
  public boolean mayBeBilled() {
    return mayBeBilled;
  }

  /** The name in records, metrics and errors. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
