package io.aiarco.asc.sidecar.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code asc budget}: what was spent, what is left, and why. */
@Command(
    name = "budget",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Who spent what, what is left, and where each unit came from, read from the audit log.",
      "Works beside a running gateway."
    })
final class BudgetCommand {
  private BudgetCommand() {}

  static CommandLine line(Shell shell) {
    return new CommandLine(new BudgetCommand())
        .addSubcommand(new BudgetShow(shell))
        .addSubcommand(new BudgetExplain(shell))
        .addSubcommand(new BudgetDoctor(shell))
        .addSubcommand(new BudgetReport(shell))
        .addSubcommand(new BudgetForecast(shell, Clock.systemUTC()));
  }
}
