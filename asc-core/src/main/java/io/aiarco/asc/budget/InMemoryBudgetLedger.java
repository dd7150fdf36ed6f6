package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of one process, exact at any concurrency. Thread-safe.
 *
 * <p>{@code lock} guards everything, and is held for some additions: what calls share is above all
 * the account of the widest scope, which no finer locks would spare them. Under it a hold takes its
 * accounts one by one and gives all back when one has no room, so nobody sees half of it, and a
 * refusal means that there truly was none. A settlement replaces held by used in one step, so a
 * room that a call has used up is free to nobody in between.
 */
public final class InMemoryBudgetLedger implements BudgetLedger {
  private final ReentrantLock lock = new ReentrantLock();
  private final AccountTable accounts;
  private final Map<CallId, Hold> open = new HashMap<>();
  private final Clock clock;

  private InMemoryBudgetLedger(Limits limits, Clock clock) {
    this.accounts = new AccountTable(limits, clock);
    this.clock = clock;
  }

  /** The first account that had no room, as it was then. */
  private record Lack(Account account, long asked, long free, long limit) {}

  /** A ledger with nothing used, on the system's clock. */
  public static InMemoryBudgetLedger create(Limits limits) {
    return create(limits, Clock.systemUTC());
  }

  /** A ledger with nothing used; {@code clock} tells which periods have ended. */
  public static InMemoryBudgetLedger create(Limits limits, Clock clock) {
    return new InMemoryBudgetLedger(limits, clock);
  }

  @Override
  public Hold hold(CallId call, List<HoldLine> lines, Instant expires) {
    Hold hold = new Hold(call, lines, expires);
    Lack lack;
    lock.lock();
    try {
      if (open.containsKey(call)) {
        throw new IllegalStateException(
            "hold: call " + call + " holds already (expected: one hold per call, then extend)");
      }
      lack = take(hold.lines());
      if (lack == null) {
        open.put(call, hold);
        return hold;
      }
    } finally {
      lock.unlock();
    }
    throw refusal(lack);
  }

  @Override
  public Hold extend(Hold hold, List<HoldLine> more) {
    Lack lack;
    lock.lock();
    try {
      Hold before = open.get(hold.call());
      if (before == null) {
        throw new IllegalStateException(
            "hold: call " + hold.call() + " holds nothing (expected: a hold that has not ended)");
      }
      lack = take(more);
      if (lack == null) {
        List<HoldLine> lines = new ArrayList<>(before.lines());
        lines.addAll(more);
        Hold longer = new Hold(hold.call(), lines, before.expires());
        open.put(hold.call(), longer);
        return longer;
      }
    } finally {
      lock.unlock();
    }
    throw refusal(lack);
  }

  @Override
  public boolean settle(Hold hold, List<HoldLine> used) {
    lock.lock();
    try {
      Hold ended = open.remove(hold.call());
      if (ended == null) {
        return false;
      }
      List<HoldLine> held = ended.lines();
      for (int i = 0; i < held.size(); i++) {
        release(held.get(i), Integer.MAX_VALUE);
      }
      for (int i = 0; i < used.size(); i++) {
        HoldLine line = used.get(i);
        for (int j = 0; j < line.accounts().size(); j++) {
          accounts.require(line.accounts().get(j)).settle(line.amount());
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Balance balance(Account account) {
    AccountCounter counter = accounts.find(account);
    return counter == null ? Balance.ZERO : read(counter);
  }

  /** Every account's state, each exact for itself; calls may go on between one and the next. */
  @Override
  public Balances balances() {
    Map<Account, Balance> all = new HashMap<>();
    for (AccountCounter counter : accounts.all()) {
      Balance balance = read(counter);
      if (!balance.equals(Balance.ZERO)) {
        all.put(counter.account, balance);
      }
    }
    return new Balances(all);
  }

  @Override
  public void limits(Limits limits) {
    lock.lock();
    try {
      accounts.limits(limits);
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc} What the log says is open stays open for ever, since no call here can end it.
   *
   * @throws IllegalStateException when a call holds
   */
  @Override
  public void restore(Balances balances) {
    lock.lock();
    try {
      if (!open.isEmpty()) {
        throw new IllegalStateException(
            "restore: " + open.size() + " calls hold (expected: before the first hold)");
      }
      balances
          .accounts()
          .forEach((account, balance) -> accounts.restored(account).restore(balance));
    } finally {
      lock.unlock();
    }
  }

  /** Sets aside on all accounts; or changes none and tells which had no room. Needs the lock. */
  private @Nullable Lack take(List<HoldLine> lines) {
    for (int i = 0; i < lines.size(); i++) {
      HoldLine line = lines.get(i);
      for (int j = 0; j < line.accounts().size(); j++) {
        AccountCounter counter = accounts.require(line.accounts().get(j));
        long free = counter.free();
        if (line.amount() > free) {
          release(line, j);
          for (int before = 0; before < i; before++) {
            release(lines.get(before), Integer.MAX_VALUE);
          }
          return new Lack(counter.account, line.amount(), free, counter.limit());
        }
        counter.hold(line.amount());
      }
    }
    return null;
  }

  /** Gives back what a line holds on its first accounts, {@code most} of them. Needs the lock. */
  private void release(HoldLine line, int most) {
    int count = Math.min(most, line.accounts().size());
    for (int j = 0; j < count; j++) {
      accounts.require(line.accounts().get(j)).release(line.amount());
    }
  }

  private RuntimeException refusal(Lack lack) {
    return Refusal.of(lack.account, lack.asked, lack.free, lack.limit, clock.instant());
  }

  private Balance read(AccountCounter counter) {
    lock.lock();
    try {
      return counter.balance();
    } finally {
      lock.unlock();
    }
  }
}
