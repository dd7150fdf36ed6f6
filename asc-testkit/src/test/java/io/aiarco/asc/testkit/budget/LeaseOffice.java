package io.aiarco.asc.testkit.budget;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What several ledgers share: it leases slices of each limit. Every message carries totals and a
 * number, so a repeated one changes nothing. Every third answer is lost after the change was made,
 * as networks do. Only a lease raises what is gone, and never above the limit. Thread-safe; {@code
 * lock} guards everything.
 */
final class LeaseOffice {
  private static final long UNLIMITED = Long.MAX_VALUE / 4;
  private static final long MIN_SLICE = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Account, Map<Object, Lease>> leases = new HashMap<>();
  private Limits limits;
  private int answers;

  LeaseOffice(Limits limits) {
    this.limits = limits;
  }

  /** The answer to a message was lost: send it again. */
  static final class AnswerLost extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** What a holder has done with an account so far, and holds now; {@code number} ascends. */
  record Totals(long number, long spent, long returned, long held) {}

  private static final class Lease {
    Totals totals = new Totals(0, 0, 0, 0);
    long granted;

    /** Spent, or in the holder's hands to be spent. */
    long gone() {
      return granted - totals.returned();
    }
  }

  /** Takes a holder's totals and gives it more of what is free; answers what it was ever given. */
  long sync(Object holder, Account account, Totals totals, long wanted) throws AnswerLost {
    lock.lock();
    try {
      Map<Object, Lease> ofAccount = leases.computeIfAbsent(account, key -> new HashMap<>());
      Lease lease = ofAccount.computeIfAbsent(holder, key -> new Lease());
      if (totals.number() > lease.totals.number()) {
        lease.totals = totals;
        // An overrun is spent all the same, so the lease is taken to cover it.
        lease.granted = Math.max(lease.granted, totals.spent() + totals.returned() + totals.held());
        long free = limits.of(account).orElse(UNLIMITED) - used(ofAccount);
        long slice = Math.max(free / (2L * ofAccount.size()), MIN_SLICE);
        lease.granted += Math.max(0, Math.min(wanted, Math.min(slice, free)));
      }
      if (++answers % 3 == 0) {
        throw new AnswerLost();
      }
      return lease.granted;
    } finally {
      lock.unlock();
    }
  }

  /** What a holder told last and was ever given, for one that starts again from its journal. */
  Totals last(Object holder, Account account) {
    lock.lock();
    try {
      Lease lease = leases.getOrDefault(account, Map.of()).get(holder);
      return lease == null ? new Totals(0, 0, 0, 0) : lease.totals;
    } finally {
      lock.unlock();
    }
  }

  /** What a holder has not told to have returned: gone, when it never comes back. */
  long gone(Object holder, Account account) {
    lock.lock();
    try {
      Lease lease = leases.getOrDefault(account, Map.of()).get(holder);
      return lease == null ? 0 : lease.gone();
    } finally {
      lock.unlock();
    }
  }

  void limits(Limits limits) {
    lock.lock();
    try {
      this.limits = limits;
    } finally {
      lock.unlock();
    }
  }

  private static long used(Map<Object, Lease> ofAccount) {
    return ofAccount.values().stream().mapToLong(Lease::gone).sum();
  }
}
