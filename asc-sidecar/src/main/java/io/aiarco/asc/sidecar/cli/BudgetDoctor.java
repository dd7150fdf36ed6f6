package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.BalanceCheck;
import io.aiarco.asc.audit.spend.BalanceFinding;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asc budget doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Whether settled and held of each account are what the records add up to:",
      "at every state file, and where each log ends.",
    },
    footer = {"", "Exit codes: 0 they are, 1 some account is not, which is named."})
final class BudgetDoctor implements Callable<Integer> {
  private final Shell shell;

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Option(names = "--json", description = "One JSON object instead of lines.")
  private boolean json;

  BudgetDoctor(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    BalanceCheck check = BalanceCheck.of(logs.read(shell.env()).logs());
    if (json) {
      shell.out().println(json(check));
    } else {
      check.findings().forEach(finding -> shell.out().println(said(finding)));
      if (check.findings().isEmpty()) {
        shell
            .out()
            .printf(
                "ok: %d accounts are the sum of %d records%n", check.accounts(), check.records());
      }
    }
    return check.findings().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String said(BalanceFinding finding) {
    Unit unit = finding.account().unit();
    return "FAIL "
        + finding.account()
        + " before seq "
        + finding.seq()
        + " of "
        + finding.log()
        + ": "
        + said(unit, finding.recorded())
        + " (expected: "
        + said(unit, finding.counted())
        + ", the sum of the records)";
  }

  private static String said(Unit unit, Balance balance) {
    return "settled " + unit.format(balance.settled()) + ", held " + unit.format(balance.open());
  }

  private static String json(BalanceCheck check) {
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("accounts").value(check.accounts()).name("findings").beginArray();
    for (BalanceFinding finding : check.findings()) {
      Unit unit = finding.account().unit();
      json.beginObject().name("account").value(finding.account().id());
      json.name("held").value(unit.format(finding.recorded().open()));
      json.name("held_counted").value(unit.format(finding.counted().open()));
      json.name("log").value(finding.log()).name("seq").value(finding.seq());
      json.name("settled").value(unit.format(finding.recorded().settled()));
      json.name("settled_counted").value(unit.format(finding.counted().settled()));
      json.name("unit").value(unit.code()).endObject();
    }
    json.endArray().name("records").value(check.records()).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }
}
