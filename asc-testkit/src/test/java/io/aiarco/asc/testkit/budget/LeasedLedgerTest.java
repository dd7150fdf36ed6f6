package io.aiarco.asc.testkit.budget;

import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Limits;

/** The contract leaves room for a ledger that spends leased slices, lost answers included. */
class LeasedLedgerTest extends BudgetLedgerContract {
  @Override
  protected BudgetLedger open(Limits limits) {
    return new LeasedLedger(new LeaseOffice(limits));
  }

  @Override
  protected BudgetLedger another(BudgetLedger first) {
    return new LeasedLedger(((LeasedLedger) first).office());
  }
}
