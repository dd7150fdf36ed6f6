package io.aiarco.asc.sidecar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code asc} command: parses, dispatches, and turns every error into one line. */
@Command(
    name = "asc",
    description = "An AI gateway inside your JVM: try it, check its configuration, verify its log.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "In a clone, ./asc demo shows all of it in a few seconds.",
      "Exit codes: 0 done, 1 refused or failed, 2 wrong usage or unreadable input; docs/cli.md."
    })
public final class AscCommand {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from, and the library's own log.")
  private boolean debug;

  private AscCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Shell.ofProcess(), args));
  }

  static int run(Shell shell, String... args) {
    AscCommand asc = new AscCommand();
    CommandLine line =
        new CommandLine(asc)
            .addSubcommand(new InitCommand(shell))
            .addSubcommand(new AskCommand(shell))
            .addSubcommand(new SimulateCommand(shell))
            .addSubcommand(new ConfigCommand(shell))
            .addSubcommand(
                new CommandLine(new AuditCommand(shell))
                    .addSubcommand(new AuditQueries.Show(shell))
                    .addSubcommand(new AuditQueries.Timeline(shell))
                    .addSubcommand(new ContentCommands.Open(shell))
                    .addSubcommand(new ContentCommands.Pseudonym(shell))
                    .addSubcommand(new ContentCommands.Rotate(shell))
                    .addSubcommand(new CustodyCommands.Erase(shell))
                    .addSubcommand(new CustodyCommands.DestroyPseudonyms(shell))
                    .addSubcommand(HoldCommands.line(shell))
                    .addSubcommand(new WriterCommands.NewEpoch(shell))
                    .addSubcommand(new WriterCommands.RotateKey(shell)))
            .addSubcommand(BudgetCommand.line(shell))
            .addSubcommand(new ConformanceCommand(shell))
            .addSubcommand(new KeysCommand(shell))
            .addSubcommand(new PricesCommand(shell))
            .addSubcommand(new ReconcileCommand(shell));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(shell.out());
    line.setErr(shell.err());
    line.setExecutionStrategy(
        parsed -> {
          LogOutput.level(asc.debug);
          return new CommandLine.RunLast().execute(parsed);
        });
    ErrorLines errors = new ErrorLines(shell.err(), () -> asc.debug);
    line.setExecutionExceptionHandler(errors);
    line.setParameterExceptionHandler(errors);
    return line.execute(args);
  }
}
