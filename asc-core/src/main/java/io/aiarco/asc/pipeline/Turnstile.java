package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.WaitingLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * In front of the ledger: a call that a limit of parallel calls has no room for waits in that
 * limit's line, if it has one; any other refusal stands at once. A call waits in one line at a
 * time. Thread-safe.
 */
final class Turnstile {
  private final BudgetLedger budgets;

  /** Made when the first call waits for an account, and kept: there is one per limit. */
  private final Map<Account, WaitingRoom> rooms = new ConcurrentHashMap<>();

  Turnstile(BudgetLedger budgets) {
    this.budgets = budgets;
  }

  /** Holds {@code lines}, maybe after some time; throws what the ledger or a line says. */
  Hold hold(Exchange.Planned planned, List<HoldLine> lines, Instant expires) {
    Limit waited = busy(planned);
    while (true) {
      try {
        return waited == null
            ? budgets.hold(planned.received().call(), lines, expires)
            : await(planned, waited, lines, expires);
      } catch (RateLimitedException refused) {
        Limit full = lined(planned, refused);
        if (full == null || full.equals(waited)) {
          throw refused;
        }
        waited = full;
      }
    }
  }

  /** Ends a hold; see {@link BudgetLedger#settle}. Who waits for what it held comes in. */
  void settle(Hold hold, List<HoldLine> used) {
    budgets.settle(hold, used);
    if (rooms.isEmpty()) {
      return;
    }
    for (HoldLine line : hold.lines()) {
      if (line.unit().equals(Unit.PARALLEL)) {
        line.accounts().forEach(this::admit);
      }
    }
  }

  private void admit(Account account) {
    WaitingRoom room = rooms.get(account);
    if (room != null && room.isBusy()) {
      room.admit();
    }
  }

  private Hold await(Exchange.Planned planned, Limit limit, List<HoldLine> lines, Instant expires) {
    Exchange.Received received = planned.received();
    received.settlement().enter("queue");
    WaitingRoom room =
        rooms.computeIfAbsent(
            limit.accountAt(received.at()), account -> new WaitingRoom(budgets, account));
    String caller = planned.admitted().identified().grant().caller();
    WaitingRoom.Waiter waiter =
        room.waiter(new WaitingRoom.Wish(received.call(), caller, lines, expires));
    received.settlement().own(ending -> waiter.leave());
    long fromNanos = System.nanoTime();
    try {
      Hold hold = room.await(waiter, limit.line());
      if (hold != null) {
        return hold;
      }
    } finally {
      received.telemetry().queued(Duration.ofNanos(System.nanoTime() - fromNanos));
    }
    received.settlement().enter("queue"); // throws: only a call that has ended gets no hold
    throw new IllegalStateException("queue: left by a call that goes on");
  }

  /** The first limit with a line that somebody stands in; null when there is none. */
  private @Nullable Limit busy(Exchange.Planned planned) {
    if (rooms.isEmpty()) {
      return null;
    }
    for (Limit limit : planned.limits()) {
      if (hasLine(limit)) {
        WaitingRoom room = rooms.get(limit.accountAt(planned.received().at()));
        if (room != null && room.isBusy()) {
          return limit;
        }
      }
    }
    return null;
  }

  /** The limit that refused, where calls may wait for it; null where not. */
  private static @Nullable Limit lined(Exchange.Planned planned, RateLimitedException refused) {
    if (!refused.retryAdvice().retryable()) {
      return null; // more is asked than there ever will be
    }
    for (Limit limit : planned.limits()) {
      if (hasLine(limit) && limit.accountAt(planned.received().at()).equals(refused.account())) {
        return limit;
      }
    }
    return null;
  }

  private static boolean hasLine(Limit limit) {
    return !limit.line().equals(WaitingLine.NONE);
  }
}
