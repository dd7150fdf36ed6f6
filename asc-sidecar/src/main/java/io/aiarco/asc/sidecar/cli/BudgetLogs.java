package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.gateway.ConfiguredBudgets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose figures a command reads: those of a configuration, or of logs by themselves. */
final class BudgetLogs {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration: its limits and its audit log (default: asc.yaml).")
  private @Nullable Path config;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description = {
        "An audit log instead: " + AuditCommand.LOGS,
        "May be repeated, such as for a fallback disk."
      })
  private List<Path> logs = List.of();

  /** The limits, where a configuration says some, and the logs. */
  ConfiguredBudgets read(Map<String, String> environment) {
    if (config == null && !logs.isEmpty()) {
      return new ConfiguredBudgets(Limits.NONE, logs);
    }
    ConfiguredBudgets configured =
        AscGateway.builder(Optional.ofNullable(config).orElse(Path.of("asc.yaml")))
            .environment(environment)
            .budgets();
    return logs.isEmpty() ? configured : new ConfiguredBudgets(configured.limits(), logs);
  }
}
