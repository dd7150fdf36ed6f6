package io.aiarco.asc.provider;

/**
 * What an endpoint can do and how much.
 *
 * @param maxInputTokens the context window, at least 1
 * @param maxOutputTokens the most tokens of one reply, at least 1; asked for more, ASC asks for
 *     this
 * @param tools whether it can ask for tools. Immutable.
 */
public record Capabilities(int maxInputTokens, int maxOutputTokens, boolean tools) {
  public Capabilities {
    if (maxInputTokens < 1 || maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "max input, output tokens: "
              + maxInputTokens
              + ", "
              + maxOutputTokens
              + " (expected: >= 1)");
    }
  }
}
