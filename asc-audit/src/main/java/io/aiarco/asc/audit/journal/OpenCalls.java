package io.aiarco.asc.audit.journal;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.util.ArrayList;
import java.util.HashMap;
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
    Map<Account, Long> room = sums(held);
    return sums(settle).entrySet().stream()
        .anyMatch(charge -> charge.getValue() > room.getOrDefault(charge.getKey(), 0L));
  }

  private static Map<Account, Long> sums(List<HoldLine> lines) {
    Map<Account, Long> sums = new HashMap<>();
    lines.forEach(
        line -> line.accounts().forEach(a -> sums.merge(a, line.amount(), Math::addExact)));
    return sums;
  }

  private static IllegalStateException notOpen(CallId call) {
    return new IllegalStateException(
        "call " + call + ": not open (expected: an intent without an end)");
  }
}
