package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallId;
import java.time.Instant;
import java.util.List;

/**
 * Keeps {@code settled + open <= limit} true on every account with a limit, at every instant. An
 * account without a limit is only counted. A ledger may refuse while other instances hold unspent
 * slices of the limit; it may never grant what the limit does not cover. Implementations are
 * thread-safe and do no remote I/O while they have slices left.
 */
public interface BudgetLedger {
  /**
   * Sets amounts aside on all accounts of all lines, or on none.
   *
   * @throws BudgetExhaustedException when an account of money or tokens has no room
   * @throws RateLimitedException when an account of requests or parallel calls has none
   * @throws IllegalStateException when the call holds already
   */
  Hold hold(CallId call, List<HoldLine> lines, Instant expires);

  /**
   * Sets more aside for a call that holds, on all accounts or on none.
   *
   * @return the hold with the lines added
   * @throws BudgetExhaustedException as {@link #hold}; the hold before stays
   * @throws IllegalStateException when the call does not hold
   */
  Hold extend(Hold hold, List<HoldLine> more);

  /**
   * Ends a hold: releases all of it, then adds what was used. More than was held is added in full,
   * since money spent is spent; the account then refuses. A hold that has ended stays ended: the
   * call does nothing and returns false.
   *
   * @param used amounts per account; empty for nothing
   */
  boolean settle(Hold hold, List<HoldLine> used);

  /** One account's state in this ledger. */
  Balance balance(Account account);

  /** Every account's state in this ledger. */
  Balances balances();

  /**
   * Replaces the limits; holds in flight stay. A lowered limit refuses until use has fallen below
   * it.
   */
  void limits(Limits limits);

  /** Takes over what a log tells, before the first hold. */
  void restore(Balances balances);
}
