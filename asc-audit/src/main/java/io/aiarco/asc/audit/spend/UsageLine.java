package io.aiarco.asc.audit.spend;

import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of what a provider says it was used for. Immutable.
 *
 * @param place where it stands, such as the line of a file
 * @param at when, or when the interval began that it sums up
 * @param model as the provider names it
 * @param requestId the provider's id of one request; empty where the line sums several up
 * @param requests how many it sums up; 0 where it does not say
 * @param tokens by class; absent classes are those the provider does not tell apart
 * @param cost null where it does not say
 */
public record UsageLine(
    long place,
    Instant at,
    String model,
    String requestId,
    long requests,
    Map<TokenClass, Long> tokens,
    @Nullable Money cost) {
  public UsageLine {
    tokens = Map.copyOf(tokens);
  }
}
