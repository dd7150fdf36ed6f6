package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import java.util.List;
import java.util.Map;

/** Compares what a call held and what it settles, account by account, docs/audit-format.md §3. */
final class Amounts {
  private Amounts() {}

  /** Whether {@code settle} of the record charges an account above what the call held there. */
  static boolean isOver(BalanceFold.OpenCall call, Map<String, Object> record)
      throws FormatException {
    List<HoldLine> settle = HoldLines.read(record.get("settle"), false);
    for (HoldLine line : settle) {
      for (Account account : line.accounts()) {
        if (sum(settle, account) > sum(call.hold(), account)) {
          return true;
        }
      }
    }
    return false;
  }

  private static long sum(List<HoldLine> lines, Account account) throws FormatException {
    long sum = 0;
    try {
      for (HoldLine line : lines) {
        if (line.accounts().contains(account)) {
          sum = Math.addExact(sum, line.amount());
        }
      }
    } catch (ArithmeticException e) {
      throw new FormatException("amount: the sum does not fit");
    }
    return sum;
  }
}
