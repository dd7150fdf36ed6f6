package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit}: audit logs. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Verify audit logs.")
final class AuditCommand {
  private final Shell shell;

  AuditCommand(Shell shell) {
    this.shell = shell;
  }

  /** Verifies a log. The exit codes are those of the format: 0, 1, 2, 3. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Prove that a log is what was written, or name the record that is not.",
      footer = {
        "",
        "Exit codes: 0 it holds, 1 it does not, 2 it cannot be read,",
        "3 it holds up to a tail that a running or killed process left."
      })
  int verify(
      @Parameters(
              paramLabel = "DIR",
              description = "One log, a writer with all its logs, or the folder of all writers.")
          Path folder,
      @Option(
              names = "--vkey",
              paramLabel = "KEY",
              description = "A verifier key obtained elsewhere; may be repeated.")
          @Nullable List<String> vkeys,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description = "A signed checkpoint kept elsewhere; may be repeated.")
          @Nullable List<Path> checkpoints) {
    VerifyReport report =
        Verifier.verify(
            folder,
            vkeys == null ? List.of() : vkeys,
            checkpoints == null ? List.of() : checkpoints);
    if (report.exitCode() == ExitCode.USAGE) {
      report.lines().forEach(line -> shell.err().println("asc: " + line));
    } else {
      report.lines().forEach(shell.out()::println);
    }
    return report.exitCode();
  }
}
