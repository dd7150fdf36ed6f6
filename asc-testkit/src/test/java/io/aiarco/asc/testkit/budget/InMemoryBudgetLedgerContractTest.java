package io.aiarco.asc.testkit.budget;

import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.testkit.time.FakeClock;

class InMemoryBudgetLedgerContractTest extends BudgetLedgerContract {
  @Override
  protected BudgetLedger open(Limits limits) {
    return InMemoryBudgetLedger.create(limits, FakeClock.at("2026-11-21T12:00:00Z"));
  }
}
