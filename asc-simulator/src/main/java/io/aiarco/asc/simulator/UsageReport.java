package io.aiarco.asc.simulator;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a reply says it used. Implementations are thread-safe: they are asked from every
 * connection's thread.
 */
@FunctionalInterface
public interface UsageReport {

  /**
   * The usage reported in answer to {@code request}; empty reports none at all.
   *
   * @param outputTokens tokens in the scripted reply, one to a delta
   */
  Optional<TokenUsage> of(ReceivedRequest request, long outputTokens);

  /**
   * The honest report: one token to a word of the request and one to a delta of the reply. The
   * default.
   */
  static UsageReport counted() {
    return (request, outputTokens) ->
        Optional.of(TokenUsage.of(request.inputWords(), outputTokens));
  }

  /** Always the same. */
  static UsageReport of(TokenUsage usage) {
    return (request, outputTokens) -> Optional.of(usage);
  }

  /** No usage anywhere, as some compatible servers and aborted streams. */
  static UsageReport missing() {
    return (request, outputTokens) -> Optional.empty();
  }

  /** More output than the request allowed, by {@code excessTokens}. */
  static UsageReport beyondLimit(long excessTokens) {
    return (request, outputTokens) ->
        Optional.of(
            TokenUsage.of(
                request.inputWords(), request.maxOutputTokens().orElse(0) + excessTokens));
  }

  /**
   * Random, but the same for the same seed and {@link ReceivedRequest#number}: input between 1 and
   * {@code maxInputTokens}, output between 1 and what the request allowed (the scripted reply's
   * tokens if it set no limit).
   */
  static UsageReport random(long seed, long maxInputTokens) {
    if (maxInputTokens < 1) {
      throw new IllegalArgumentException("maxInputTokens: " + maxInputTokens + " (expected: >= 1)");
    }
    return (request, outputTokens) -> {
      SplittableRandom random = new SplittableRandom(seed ^ request.number() * 0x9E3779B97F4A7C15L);
      long limit = Math.max(1, request.maxOutputTokens().orElse(outputTokens));
      return Optional.of(
          TokenUsage.of(random.nextLong(1, maxInputTokens + 1), random.nextLong(1, limit + 1)));
    };
  }
}
