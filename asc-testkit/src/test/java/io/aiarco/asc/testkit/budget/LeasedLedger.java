package io.aiarco.asc.testkit.budget;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Refusal;
import io.aiarco.asc.call.CallId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ledger that spends slices leased from a {@link LeaseOffice}: {@code held + spent + returned <=
 * granted}, so what all of them grant together never passes the limit, without a word between them.
 * Thread-safe; {@code lock} guards everything.
 */
final class LeasedLedger implements BudgetLedger {
  private final LeaseOffice office;
  private final Object holder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Account, Slice> slices = new HashMap<>();
  private final Map<CallId, Hold> open = new HashMap<>();

  LeasedLedger(LeaseOffice office) {
    this(office, new Object());
  }

  /** One that may have been here before: its leases are found by {@code holder}. */
  LeasedLedger(LeaseOffice office, Object holder) {
    this.office = office;
    this.holder = holder;
  }

  private static final class Slice {
    long number;
    long granted;
    long spent;
    long returned;
    long held;
    boolean recalled;

    long free() {
      return granted - spent - returned - held;
    }
  }

  LeaseOffice office() {
    return office;
  }

  @Override
  public Hold hold(CallId call, List<HoldLine> lines, Instant expires) {
    lock.lock();
    try {
      if (open.containsKey(call)) {
        throw new IllegalStateException("hold: call " + call + " holds already (expected: once)");
      }
      take(lines);
      Hold hold = new Hold(call, lines, expires);
      open.put(call, hold);
      return hold;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Hold extend(Hold hold, List<HoldLine> more) {
    lock.lock();
    try {
      Hold before = open.get(hold.call());
      if (before == null) {
        throw new IllegalStateException("hold: call " + hold.call() + " holds nothing");
      }
      take(more);
      List<HoldLine> lines = new ArrayList<>(before.lines());
      lines.addAll(more);
      Hold longer = new Hold(hold.call(), lines, before.expires());
      open.put(hold.call(), longer);
      return longer;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean settle(Hold hold, List<HoldLine> used) {
    lock.lock();
    try {
      Hold ended = open.remove(hold.call());
      if (ended == null) {
        return false;
      }
      for (HoldLine line : ended.lines()) {
        line.accounts().forEach(account -> slice(account).held -= line.amount());
      }
      for (HoldLine line : used) {
        line.accounts().forEach(account -> slice(account).spent += line.amount());
      }
      slices.forEach(
          (account, slice) -> {
            if (slice.recalled) {
              giveBack(account, slice);
            } else if (slice.free() < 0) {
              // Money spent beyond the slice lowers what others may get: tell it at once.
              sync(account, slice, 0);
            }
          });
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Balance balance(Account account) {
    lock.lock();
    try {
      Slice slice = slice(account);
      return new Balance(slice.spent, slice.held);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Balances balances() {
    lock.lock();
    try {
      Map<Account, Balance> all = new HashMap<>();
      slices.forEach((account, slice) -> all.put(account, new Balance(slice.spent, slice.held)));
      return new Balances(all);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void limits(Limits limits) {
    lock.lock();
    try {
      office.limits(limits);
      // What is not in use goes back, now and at every later end: the next hold asks anew.
      slices.forEach(
          (account, slice) -> {
            slice.recalled = true;
            giveBack(account, slice);
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void restore(Balances balances) {
    lock.lock();
    try {
      balances
          .accounts()
          .forEach(
              (account, balance) -> {
                Slice slice = slice(account);
                slice.spent = balance.settled();
                sync(account, slice, 0);
              });
    } finally {
      lock.unlock();
    }
  }

  private void take(List<HoldLine> lines) {
    List<Runnable> undo = new ArrayList<>();
    for (HoldLine line : lines) {
      for (Account account : line.accounts()) {
        Slice slice = slice(account);
        if (!fill(account, slice, line.amount())) {
          undo.forEach(Runnable::run);
          throw refusal(account, line.amount(), slice.free());
        }
        slice.held += line.amount();
        undo.add(() -> slice.held -= line.amount());
      }
    }
  }

  /** Leases until there is room or no more is to be had. */
  private boolean fill(Account account, Slice slice, long amount) {
    while (slice.free() < amount) {
      long before = slice.granted;
      sync(account, slice, amount - slice.free());
      if (slice.granted == before) {
        return false;
      }
    }
    return true;
  }

  private void giveBack(Account account, Slice slice) {
    slice.returned += Math.max(0, slice.free());
    sync(account, slice, 0);
  }

  private void sync(Account account, Slice slice, long wanted) {
    LeaseOffice.Totals totals =
        new LeaseOffice.Totals(++slice.number, slice.spent, slice.returned, slice.held);
    boolean answered = false;
    while (!answered) {
      try {
        slice.granted = office.sync(holder, account, totals, wanted);
        answered = true;
      } catch (LeaseOffice.AnswerLost lost) {
        answered = false;
      }
    }
  }

  private Slice slice(Account account) {
    return slices.computeIfAbsent(
        account,
        key -> {
          LeaseOffice.Totals last = office.last(holder, account);
          Slice slice = new Slice();
          slice.number = last.number();
          slice.returned = last.returned();
          return slice;
        });
  }

  /** It does not know the limit, so not whether waiting would ever help. */
  private static RuntimeException refusal(Account account, long asked, long free) {
    return Refusal.of(account, asked, free, asked, Instant.now());
  }
}
