package io.aiarco.asc.budget;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;

/** A budget has no room for the worst case of the call. Thread-safe. */
public final class BudgetExhaustedException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient Account account;

  /** {@code asked} and {@code free}: amounts in the account's unit. */
  public BudgetExhaustedException(Account account, long asked, long free) {
    this(
        account,
        account.unit().format(Math.max(0, free))
            + " "
            + account.unit()
            + " free (expected: what the call has to hold, "
            + account.unit().format(asked)
            + ")");
  }

  /** {@code what}: what the account has, and in brackets what is expected. */
  public BudgetExhaustedException(Account account, String what) {
    super(
        ErrorCode.BUDGET_EXHAUSTED,
        "budget " + account.id() + ": " + what,
        RetryAdvice.NEVER,
        null);
    this.account = account;
  }

  /** The account without room. */
  public Account account() {
    return account;
  }
}
