package io.aiarco.asc.audit;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns records into balances: only holds and ends move money. The writer's state files, the
 * reopening after a crash and every verifier use this one rule, so that evidence and budgets cannot
 * drift apart. Single-thread.
 */
public final class BalanceFold {
  private final Map<Account, Sums> accounts = new HashMap<>();
  private final Map<CallId, OpenCall> open = new LinkedHashMap<>();
  private final Map<CallId, OpenCall> openView = Collections.unmodifiableMap(open);

  /** What an account has settled and holds: changed in place, since a log moves them so often. */
  private static final class Sums {
    private long settled;
    private long open;

    void add(long toSettled, long toOpen) {
      long newOpen = Math.addExact(open, toOpen);
      settled = Math.addExact(settled, toSettled);
      open = newOpen;
    }
  }

  /** A fold over nothing yet. */
  public BalanceFold() {}

  /** A call without an end. Immutable. */
  public record OpenCall(CallId call, TenantId tenant, Instant expires, List<HoldLine> hold) {
    public OpenCall {
      hold = List.copyOf(hold);
    }

    /** What an orphan is charged: all it held, but for parallel calls, which are never charged. */
    public List<HoldLine> wholeHold() {
      return hold.stream().filter(line -> !line.unit().equals(Unit.PARALLEL)).toList();
    }
  }

  /** An account's state, as taken over from an earlier fold. */
  public void account(Account account, Balance balance) {
    Sums sums = new Sums();
    sums.add(balance.settled(), balance.open());
    accounts.put(account, sums);
  }

  /** An open call, as taken over from an earlier fold; its holds are in the accounts already. */
  public void openCall(OpenCall call) {
    open.put(call.call(), call);
  }

  /**
   * A call begins and holds.
   *
   * @throws IllegalStateException when it is open already
   */
  public void intent(CallId call, TenantId tenant, Instant expires, List<HoldLine> hold) {
    if (open.putIfAbsent(call, new OpenCall(call, tenant, expires, hold)) != null) {
      throw new IllegalStateException("call " + call + ": a second intent (expected: one)");
    }
    for (HoldLine line : hold) {
      move(line, 0, line.amount());
    }
  }

  /**
   * An open call holds more.
   *
   * @throws IllegalStateException when it is not open
   */
  public void extend(CallId call, List<HoldLine> hold) {
    OpenCall before = required(call);
    List<HoldLine> all = new ArrayList<>(before.hold());
    all.addAll(hold);
    open.put(call, new OpenCall(call, before.tenant(), before.expires(), all));
    hold.forEach(line -> move(line, 0, line.amount()));
  }

  /**
   * An open call ends: all it held is released, {@code settle} is added.
   *
   * @throws IllegalStateException when it is not open
   */
  public void end(CallId call, List<HoldLine> settle) {
    for (HoldLine line : required(call).hold()) {
      move(line, 0, -line.amount());
    }
    open.remove(call);
    for (HoldLine line : settle) {
      move(line, line.amount(), 0);
    }
  }

  /** Adds to one account's settled amount; may be negative. */
  public void adjust(Account account, long amount) {
    sums(account).add(amount, 0);
  }

  /** Forgets accounts for which {@code drop} says so and that hold nothing. */
  public void drop(java.util.function.Predicate<Account> drop) {
    accounts.entrySet().removeIf(entry -> entry.getValue().open == 0 && drop.test(entry.getKey()));
  }

  /** Calls without an end, in the order of their intents. */
  public Map<CallId, OpenCall> openCalls() {
    return openView;
  }

  /** The accounts now. */
  public Balances balances() {
    Map<Account, Balance> balances = new HashMap<>();
    accounts.forEach(
        (account, sums) -> balances.put(account, new Balance(sums.settled, sums.open)));
    return new Balances(balances);
  }

  private OpenCall required(CallId call) {
    OpenCall found = open.get(call);
    if (found == null) {
      throw new IllegalStateException(
          "call " + call + ": not open (expected: an intent without an end)");
    }
    return found;
  }

  private void move(HoldLine line, long settled, long held) {
    for (Account account : line.accounts()) {
      sums(account).add(settled, held);
    }
  }

  private Sums sums(Account account) {
    Sums sums = accounts.get(account);
    if (sums == null) {
      sums = new Sums();
      accounts.put(account, sums);
    }
    return sums;
  }
}
