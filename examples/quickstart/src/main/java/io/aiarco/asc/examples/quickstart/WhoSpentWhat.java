package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.spend.AccountBalances;
import io.aiarco.asc.audit.spend.AccountStatement;
import io.aiarco.asc.audit.spend.BalanceCheck;
import io.aiarco.asc.audit.spend.Spend;
import io.aiarco.asc.audit.spend.SpendBy;
import io.aiarco.asc.audit.spend.SpendQuery;
import io.aiarco.asc.audit.spend.SpendReport;
import io.aiarco.asc.audit.spend.SpendRow;
import io.aiarco.asc.audit.spend.StatementLine;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report, from the log of the gateway that still runs: it says what the callers were told. */
final class WhoSpentWhat implements Step {
  private static final SpendQuery BY_TAG =
      new SpendQuery(SpendBy.parseAll("tenant,tag:feature"), null, null, null, ZoneOffset.UTC);

  private final Expenses expenses;

  WhoSpentWhat(Expenses expenses) {
    this.expenses = expenses;
  }

  @Override
  public String title() {
    return "Who spent what on which tag, and where each billionth came from";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) throws IOException {
    List<Path> logs = List.of(stage.log());
    SpendReport report = SpendReport.read(logs, BY_TAG);
    Map<String, Money> reported = new TreeMap<>();
    Money saved = Money.zero(Currency.USD);
    for (SpendRow row : report.rows()) {
      Spend spend = row.spend();
      reported.put(String.join(" ", row.by()), spend.cost());
      saved = saved.plus(spend.saved());
      screen.line(
          "report",
          String.join(" ", row.by())
              + "  "
              + spend.cost()
              + "  "
              + spend.calls()
              + " calls, "
              + spend.duplicates()
              + " answered again");
    }
    checks.equal("the report says to the nano what callers were told", expenses.told(), reported);
    checks.equal("and what the repeated call did not cost", expenses.saved(), saved);

    Balances balances = AccountBalances.read(logs);
    for (Account account : balances.accounts().keySet()) {
      List<StatementLine> lines = new ArrayList<>();
      AccountStatement statement = AccountStatement.read(logs, account, lines::add);
      checks.equal(
          account.scope() + ": " + lines.size() + " entries add up to its balance",
          balances.of(account),
          statement.lines());
    }
    checks.equal(
        "reckoned a second way, every account is the sum of its records",
        List.of(),
        BalanceCheck.of(logs).findings());
  }
}
