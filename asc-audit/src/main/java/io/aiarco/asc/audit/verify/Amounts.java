package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import java.util.List;

/** Compares what a call held and what it settles, account by account, docs/audit-format.md §3. */
final class Amounts {
  private Amounts() {}

  /** Whether {@code settle} of the record charges an account above what the call held there. */
  static boolean isOver(BalanceFold.OpenCall call, RecordView record) throws FormatException {
    List<HoldLine> settle = record.settle();
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
