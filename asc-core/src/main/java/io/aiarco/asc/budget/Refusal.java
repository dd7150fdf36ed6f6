package io.aiarco.asc.budget;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.RetryAdvice;
import java.time.Duration;
import java.time.Instant;

/**
 * What a caller is told when an account has no room. Money, and tokens over a day or more, are a
 * budget that is used up; requests, calls in parallel, and tokens per minute or hour are a pace
 * that was too fast.
 */
public final class Refusal {
  private Refusal() {}

  /**
   * The refusal of a hold.
   *
   * @param asked what was to be held on {@code account}
   * @param free what it has room for
   * @param limit what it has room for when nothing is used; less than asked, waiting is no use
   */
  public static AscException of(Account account, long asked, long free, long limit, Instant now) {
    Unit unit = account.unit();
    if (isBudget(account)) {
      return new BudgetExhaustedException(account, asked, free);
    }
    return new RateLimitedException(
        account,
        Math.max(0, free) + " " + counted(unit) + " free (expected: " + asked + ")",
        asked > limit ? RetryAdvice.NEVER : untilRenewal(account, now));
  }

  /** The refusal by a threshold. */
  public static AscException of(Standing.Passed by, Instant now) {
    Account account = by.standing().account();
    String what = by.value() + " settled (expected: " + by.expected() + ")";
    return isBudget(account)
        ? new BudgetExhaustedException(account, what)
        : new RateLimitedException(account, what, untilRenewal(account, now));
  }

  private static boolean isBudget(Account account) {
    Unit unit = account.unit();
    return unit.isMoney() || unit.equals(Unit.TOKENS) && !account.renewsWithinTheDay();
  }

  private static String counted(Unit unit) {
    if (unit.equals(Unit.PARALLEL)) {
      return "parallel calls";
    }
    return unit.equals(Unit.REQUESTS) ? "requests" : "tokens";
  }

  private static RetryAdvice untilRenewal(Account account, Instant now) {
    return account
        .periodEnd()
        .map(end -> Duration.between(now, end))
        .map(left -> RetryAdvice.after(left.isNegative() ? Duration.ZERO : left))
        .orElse(RetryAdvice.LATER);
  }
}
