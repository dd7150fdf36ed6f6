package io.aiarco.asc.audit.spend;

import io.aiarco.asc.usage.TokenClass;
import java.util.Map;

/**
 * What one side says of one model on one day. Immutable.
 *
 * @param requests how many; 0 of an export that does not say
 * @param tokens by the classes that the export tells apart
 * @param costNanos billionths of the export's currency
 * @param estimatedTokens the part that the log only estimates; 0 of an export
 */
public record UsageSum(
    long requests, Map<TokenClass, Long> tokens, long costNanos, long estimatedTokens) {
  static final UsageSum NONE = new UsageSum(0, Map.of(), 0, 0);

  public UsageSum {
    tokens = Map.copyOf(tokens);
  }

  /** Tokens of one class. */
  public long tokens(TokenClass of) {
    return tokens.getOrDefault(of, 0L);
  }

  /** Whether there is anything. */
  boolean isNone() {
    return requests == 0 && tokens.values().stream().allMatch(count -> count == 0);
  }
}
