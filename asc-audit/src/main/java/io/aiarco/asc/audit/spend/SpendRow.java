package io.aiarco.asc.audit.spend;

import java.util.List;

/**
 * One row of a report. Immutable.
 *
 * @param by a value for each of the query's, in its order
 */
public record SpendRow(List<String> by, Spend spend) {
  public SpendRow {
    by = List.copyOf(by);
  }
}
