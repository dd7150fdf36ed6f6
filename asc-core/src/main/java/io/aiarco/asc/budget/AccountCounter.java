package io.aiarco.asc.budget;

import java.time.Instant;
import java.util.List;

/** The state of one account of an {@link InMemoryBudgetLedger}. Guarded by the ledger's lock. */
final class AccountCounter {
  /** The limit of an account that is only counted. No sum can pass it, so none wraps either. */
  static final long UNLIMITED = Long.MAX_VALUE;

  /** {@link #end} of a period that never ends. */
  static final long NEVER = Long.MAX_VALUE;

  final Account account;

  /** When its period ends, in seconds of the epoch. */
  final long end;

  private long limit = UNLIMITED;
  private List<RollingSum> sums = List.of();
  private long settled;
  private long open;

  AccountCounter(Account account) {
    this.account = account;
    Instant ends = account.periodEnd().orElse(null);
    this.end = ends == null ? NEVER : ends.getEpochSecond();
  }

  /** What bounds it from now on: a limit of its own, and sums that it is part of. */
  void bind(long limit, List<RollingSum> sums) {
    this.limit = limit;
    this.sums = sums;
  }

  /** What a hold may still take; negative when a lowered limit or an overrun lies below use. */
  long free() {
    long free = left(limit, total());
    for (int i = 0; i < sums.size(); i++) {
      free = Math.min(free, sums.get(i).free(this));
    }
    return free;
  }

  /** The most there is to take when nothing is used. */
  long limit() {
    long least = limit;
    for (int i = 0; i < sums.size(); i++) {
      least = Math.min(least, sums.get(i).limit().amount());
    }
    return least;
  }

  List<RollingSum> sums() {
    return sums;
  }

  long total() {
    return settled + open;
  }

  /** The difference; an adjustment can have made {@code total} negative, which must not wrap. */
  static long left(long limit, long total) {
    return total < 0 && limit > UNLIMITED + total ? UNLIMITED : limit - total;
  }

  /** Sets {@code amount} aside, of which {@link #free()} has enough. */
  void hold(long amount) {
    open += amount;
  }

  /** Undoes a {@link #hold}. */
  void release(long amount) {
    open -= amount;
  }

  /** Adds what was used. A sum that does not fit stays at the greatest, and the account refuses. */
  void settle(long used) {
    long fits = UNLIMITED - open - Math.max(0, settled);
    settled = used > fits ? UNLIMITED - open : settled + used;
  }

  void restore(Balance balance) {
    settled = balance.settled();
    open = balance.open();
  }

  Balance balance() {
    return new Balance(settled, open);
  }

  /** Nothing is used or held: nobody can tell it from a new one. */
  boolean isFresh() {
    return settled == 0 && open == 0;
  }

  /**
   * Whether the ledger may forget it: it is as new, or idle, its period ended at or before {@code
   * second} and no rolling limit looks back to it.
   */
  boolean isForgettable(long second) {
    return isFresh() || open == 0 && keptUntil() <= second;
  }

  private long keptUntil() {
    long until = end;
    for (RollingSum sum : sums) {
      until = Math.max(until, sum.keeps(end));
    }
    return until;
  }
}
