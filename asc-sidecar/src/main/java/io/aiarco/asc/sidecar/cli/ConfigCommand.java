package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.gateway.AscGateway;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asc config}: configurations. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Check configurations.")
final class ConfigCommand {
  private final Shell shell;

  ConfigCommand(Shell shell) {
    this.shell = shell;
  }

  /** Compiles a configuration and opens nothing. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Print everything wrong with a configuration: file, line, what was expected.")
  int check(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              defaultValue = "asc.yaml",
              description = "The configuration (default: ${DEFAULT-VALUE}).")
          Path config) {
    List<String> warnings = AscGateway.builder(config).environment(shell.env()).check();
    warnings.forEach(warning -> shell.err().println("warning: " + warning));
    shell.out().println(config + ": nothing wrong");
    return ExitCode.OK;
  }
}
