package io.aiarco.asc.budget;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of one account of an {@link InMemoryBudgetLedger}. {@code lock} guards every field that
 * is not final; the ledger takes it, because one hold locks several.
 */
final class AccountCounter {
  /** The limit of an account that is only counted. No sum can pass it, so none wraps either. */
  static final long UNLIMITED = Long.MAX_VALUE;

  final Account account;

  /** Locks are taken in the order of these, so no two holds wait for each other. */
  final long number;

  /** When the period ends; null when it never does. */
  final @Nullable Instant end;

  final ReentrantLock lock = new ReentrantLock();

  private long limit;
  private long settled;
  private long open;

  /**
   * Set when the ledger forgets the account; whoever finds it set must look the account up anew.
   */
  private boolean retired;

  AccountCounter(Account account, long number, @Nullable Instant end, long limit) {
    this.account = account;
    this.number = number;
    this.end = end;
    this.limit = limit;
  }

  boolean isRetired() {
    return retired;
  }

  /**
   * What a hold may still take; negative when a lowered limit or an overrun lies below use. An
   * adjustment can have made {@code settled} negative, which must not wrap either.
   */
  long free() {
    long total = settled + open;
    return total < 0 && limit > UNLIMITED + total ? UNLIMITED : limit - total;
  }

  /** Sets {@code amount} aside, of which {@link #free()} has enough. */
  void hold(long amount) {
    open += amount;
  }

  /**
   * Releases what was held and adds what was used, as one step, so that nobody takes the room in
   * between. A sum that does not fit stays at the greatest: the account then refuses.
   */
  void settle(long held, long used) {
    open -= held;
    long fits = UNLIMITED - open - Math.max(0, settled);
    settled = used > fits ? UNLIMITED - open : settled + used;
  }

  long limit() {
    return limit;
  }

  void limit(long limit) {
    this.limit = limit;
  }

  void restore(Balance balance) {
    settled = balance.settled();
    open = balance.open();
  }

  Balance balance() {
    return new Balance(settled, open);
  }

  /** Nothing was ever used or held, as far as a reader can tell. */
  boolean isFresh() {
    return settled == 0 && open == 0;
  }

  /** Nothing is held and the period ended at or before {@code instant}. */
  boolean hasEndedIdle(Instant instant) {
    return open == 0 && end != null && !end.isAfter(instant);
  }

  void retire() {
    retired = true;
  }
}
