package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.RetryAdvice;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where calls wait until one account of parallel calls has room. Whoever frees a place takes the
 * hold for the next in turn and hands it over, so that no latecomer can snatch it.
 *
 * <p>No wake-up is lost: a call stands in the line before its hold is tried once more, and a place
 * is free in the ledger before the line is looked at, so one of the two sees the other.
 *
 * <p>Thread-safe; {@code lock} guards all that changes. The ledger is asked under it and never asks
 * back.
 */
final class WaitingRoom {
  private final ReentrantLock lock = new ReentrantLock();
  private final Turns<Waiter> turns = new Turns<>();
  private final BudgetLedger budgets;
  private final Account account;
  private volatile boolean busy;

  /** What a call wants to hold. Immutable. */
  record Wish(CallId call, String caller, List<HoldLine> lines, Instant expires) {}

  /** A call in the line. {@code lock} guards its fields. */
  final class Waiter {
    private final Wish wish;
    private final Condition decided = lock.newCondition();
    private @Nullable Hold hold;
    private @Nullable RuntimeException refusal;
    private boolean left;

    private Waiter(Wish wish) {
      this.wish = wish;
    }

    private boolean isWaiting() {
      return hold == null && refusal == null && !left;
    }

    /** It waits no longer, since its call has ended. */
    void leave() {
      lock.lock();
      try {
        left = true;
        turns.remove(wish.caller(), this);
        busy = turns.size() > 0;
        decided.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  WaitingRoom(BudgetLedger budgets, Account account) {
    this.budgets = budgets;
    this.account = account;
  }

  /** Whether somebody waits, behind whom a newcomer stands. */
  boolean isBusy() {
    return busy;
  }

  Waiter waiter(Wish wish) {
    return new Waiter(wish);
  }

  /**
   * Stands in line until its turn comes; null when its call has ended meanwhile.
   *
   * @throws RateLimitedException when the line is full, or the wait was too long
   * @throws RuntimeException what the ledger says when its turn has come and another account lacks
   *     room
   */
  @Nullable Hold await(Waiter waiter, WaitingLine line) {
    long left = line.patience().toNanos();
    lock.lock();
    try {
      join(waiter, line);
      while (waiter.isWaiting() && left > 0) {
        left = waiter.decided.awaitNanos(left);
      }
      if (waiter.isWaiting()) {
        waiter.refusal = refused("no turn within " + line.patience() + " (expected: a turn)", line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (waiter.isWaiting()) {
        waiter.refusal = new CancelledException("interrupted", e);
      }
    } finally {
      turns.remove(waiter.wish.caller(), waiter);
      busy = turns.size() > 0;
      lock.unlock();
    }
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
    return waiter.hold;
  }

  /** A place may have become free. */
  void admit() {
    lock.lock();
    try {
      handOver();
    } finally {
      lock.unlock();
    }
  }

  private void join(Waiter waiter, WaitingLine line) {
    if (waiter.left) {
      return;
    }
    turns.add(waiter.wish.caller(), waiter);
    busy = true;
    handOver();
    if (waiter.isWaiting() && turns.size() > line.length()) {
      waiter.refusal = refused(line.length() + " calls wait already (expected: fewer)", line);
    }
  }

  /** Holds for everyone whose turn it is, until the account is full. Needs the lock. */
  private void handOver() {
    Waiter next = turns.peek();
    while (next != null && isDecided(next)) {
      turns.poll();
      next.decided.signal();
      next = turns.peek();
    }
    busy = next != null;
  }

  private boolean isDecided(Waiter next) {
    Wish wish = next.wish;
    try {
      next.hold = budgets.hold(wish.call(), wish.lines(), wish.expires());
    } catch (RateLimitedException refused) {
      if (refused.account().equals(account)) {
        return false;
      }
      next.refusal = refused;
    } catch (RuntimeException refused) {
      next.refusal = refused; // a fault of the ledger too is the waiter's, not of who hands over
    }
    return true;
  }

  /** Within the time that one may wait, everybody who waits now has gone. */
  private RateLimitedException refused(String what, WaitingLine line) {
    return new RateLimitedException(account, what, RetryAdvice.after(line.patience()));
  }

  /** How many wait. */
  int size() {
    lock.lock();
    try {
      return turns.size();
    } finally {
      lock.unlock();
    }
  }
}
