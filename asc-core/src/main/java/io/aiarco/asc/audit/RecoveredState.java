package io.aiarco.asc.audit;

import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.call.CallId;
import java.util.List;

/**
 * What a log knew when it was opened.
 *
 * @param balances after orphans were ended, so no holds are open
 * @param orphans calls whose process died before their outcome; each was charged its whole hold.
 *     Immutable.
 */
public record RecoveredState(Balances balances, List<CallId> orphans) {
  /** An empty log's. */
  public static final RecoveredState NONE = new RecoveredState(Balances.NONE, List.of());

  public RecoveredState {
    orphans = List.copyOf(orphans);
  }
}
