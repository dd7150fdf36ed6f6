package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallId;
import java.time.Instant;
import java.util.List;

/**
 * What one call has set aside until it is settled. Made by a {@link BudgetLedger} alone, with room
 * for all lines.
 *
 * @param lines the hold and its extensions, in order; at most 8 in the audit log
 * @param expires when a dead holder's hold may be resolved by rule. Immutable.
 */
public record Hold(CallId call, List<HoldLine> lines, Instant expires) {
  public Hold {
    lines = List.copyOf(lines);
  }
}
