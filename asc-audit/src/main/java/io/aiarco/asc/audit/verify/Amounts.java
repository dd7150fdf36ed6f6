package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what a call held and what it settles, account by account, docs/audit-format.md §3. */
final class Amounts {
  private Amounts() {}

  /** Whether {@code settle} of the record charges an account above what the call held there. */
  static boolean isOver(BalanceFold.OpenCall call, Map<String, Object> record)
      throws FormatException {
    Map<Account, Long> held = sums(call.hold());
    Map<Account, Long> charged = sums(HoldLines.read(record.get("settle"), false));
    return charged.entrySet().stream()
        .anyMatch(charge -> charge.getValue() > held.getOrDefault(charge.getKey(), 0L));
  }

  private static Map<Account, Long> sums(List<HoldLine> lines) throws FormatException {
    Map<Account, Long> sums = new HashMap<>();
    try {
      lines.forEach(
          line -> line.accounts().forEach(a -> sums.merge(a, line.amount(), Math::addExact)));
    } catch (ArithmeticException e) {
      throw new FormatException("amount: the sum does not fit");
    }
    return sums;
  }
}
