package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to a request now. Nothing was sent, held or recorded.
 *
 * @param refusal the code it would be refused with; null when it would be sent
 * @param why the refusal's message; empty when there is none
 * @param rules ids of the deciding rules
 * @param candidates every endpoint looked at, in plan order
 * @param worstCase what would be held; null when nothing would or no price is known. Immutable.
 */
public record Explanation(
    @Nullable ErrorCode refusal,
    String why,
    List<String> rules,
    List<RouteCandidate> candidates,
    @Nullable Money worstCase) {
  public Explanation {
    rules = List.copyOf(rules);
    candidates = List.copyOf(candidates);
  }

  /** Whether the request would be sent. */
  public boolean allowed() {
    return refusal == null;
  }
}
