package io.aiarco.asc.audit.journal;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls whose intent was taken and whose end was not, with what they hold: so that nothing
 * enters the log that its verifier would refuse. Thread-safe.
 */
final class OpenCalls {
  private final Map<CallId, List<HoldLine>> holds = new ConcurrentHashMap<>();

  /**
   * A call begins.
   *
   * @throws IllegalStateException when it is open already
   */
  void begin(CallId call, List<HoldLine> hold) {
    if (holds.putIfAbsent(call, hold) != null) {
      throw new IllegalStateException("call " + call + ": a second intent (expected: one)");
    }
  }

  /** A call holds more. */
  void extend(CallId call, List<HoldLine> hold) {
    List<HoldLine> all = new ArrayList<>(required(call));
    all.addAll(hold);
    holds.put(call, all);
  }

  /** Forgets a call and tells what it held. */
  List<HoldLine> end(CallId call) {
    List<HoldLine> held = holds.remove(call);
    if (held == null) {
      throw notOpen(call);
    }
    return held;
  }

  /** What an open call holds. */
  List<HoldLine> required(CallId call) {
    List<HoldLine> held = holds.get(call);
    if (held == null) {
      throw notOpen(call);
    }
    return held;
  }

  /** Whether some account is charged above what was held on it. */
  static boolean isOver(List<HoldLine> held, List<HoldLine> settle) {
    for (HoldLine line : settle) {
      for (Account account : line.accounts()) {
        if (sum(settle, account) > sum(held, account)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A record has few lines with few accounts: looking through them is cheaper than a map. */
  private static long sum(List<HoldLine> lines, Account account) {
    long sum = 0;
    for (HoldLine line : lines) {
      sum = line.accounts().contains(account) ? Math.addExact(sum, line.amount()) : sum;
    }
    return sum;
  }

  private static IllegalStateException notOpen(CallId call) {
    return new IllegalStateException(
        "call " + call + ": not open (expected: an intent without an end)");
  }
}
