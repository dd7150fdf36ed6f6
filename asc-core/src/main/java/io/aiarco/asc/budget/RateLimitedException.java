package io.aiarco.asc.budget;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** Too many requests, tokens or parallel calls for now. Thread-safe. */
public final class RateLimitedException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient Account account;

  /**
   * {@code what}: what the account lacks, and in brackets what is expected; {@code advice}: when
   * there is room again.
   */
  public RateLimitedException(Account account, String what, RetryAdvice advice) {
    super(ErrorCode.RATE_LIMITED, "limit " + account.id() + ": " + what, advice, null);
    this.account = account;
  }

  /** The account without room. */
  public Account account() {
    return account;
  }
}
