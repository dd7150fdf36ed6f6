package io.aiarco.asc.chat;

import java.util.List;

/**
 * How likely the model found one token.
 *
 * @param token as text; a token that is part of a character may be empty or U+FFFD
 * @param logprob the natural logarithm of its probability, finite
 * @param bytes its UTF-8, each 0 to 255; empty when the provider gave none
 * @param others the likeliest tokens at its place, itself maybe among them, likeliest first; those
 *     have no others. Immutable.
 */
public record TokenLogprob(
    String token, double logprob, List<Integer> bytes, List<TokenLogprob> others) {
  public TokenLogprob {
    if (!Double.isFinite(logprob)) {
      throw new IllegalArgumentException("logprob: " + logprob + " (expected: finite)");
    }
    bytes = List.copyOf(bytes);
    others = List.copyOf(others);
  }

  @Override
  public String toString() {
    return "TokenLogprob[" + logprob + ", " + others.size() + " others]";
  }
}
