package io.aiarco.asc.gateway;

import io.aiarco.asc.budget.Limits;
import java.nio.file.Path;
import java.util.List;

/**
 * What a configuration says of budgets, for tools that read beside a running gateway. Immutable.
 *
 * @param logs the folders of all writers' audit logs, of which there need not be any yet
 */
public record ConfiguredBudgets(Limits limits, List<Path> logs) {
  public ConfiguredBudgets {
    logs = List.copyOf(logs);
  }
}
