package io.aiarco.asc.simulator;

/**
 * The token counts a reply reports, in disjoint classes; each dialect adds them up its own way
 * (OpenAI's {@code prompt_tokens} includes the cached ones, Anthropic's {@code input_tokens} does
 * not). Immutable. Any number is allowed, below zero too: a provider may report nonsense, and a
 * test may want it to.
 *
 * @param input input tokens neither read from nor written to the provider's prompt cache
 * @param cacheRead input tokens read from the prompt cache
 * @param cacheWrite input tokens written to the prompt cache
 * @param output output tokens, without {@code reasoning}
 * @param reasoning output tokens spent on reasoning
 */
public record TokenUsage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {

  /** Plain input and output, nothing cached, no reasoning. */
  public static TokenUsage of(long input, long output) {
    return new TokenUsage(input, 0, 0, output, 0);
  }

  /** The same before the model has thought: reasoning counts as plain output. */
  TokenUsage withoutReasoning() {
    return new TokenUsage(input, cacheRead, cacheWrite, output + reasoning, 0);
  }

  /** Everything that was read: {@code input + cacheRead + cacheWrite}. */
  public long inputTotal() {
    return input + cacheRead + cacheWrite;
  }

  /** Everything that was written: {@code output + reasoning}. */
  public long outputTotal() {
    return output + reasoning;
  }
}
