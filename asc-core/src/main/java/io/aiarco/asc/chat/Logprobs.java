package io.aiarco.asc.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * How likely the tokens of one choice were, where that was asked for.
 *
 * @param text those of its text, in order
 * @param refusal those of its refusal, in order. Immutable.
 */
public record Logprobs(List<TokenLogprob> text, List<TokenLogprob> refusal) {
  /** Nothing said. */
  public static final Logprobs NONE = new Logprobs(List.of(), List.of());

  public Logprobs {
    text = List.copyOf(text);
    refusal = List.copyOf(refusal);
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return text.isEmpty() && refusal.isEmpty();
  }

  @Override
  public String toString() {
    return "Logprobs[" + text.size() + " of text, " + refusal.size() + " of refusal]";
  }

  /** Joins what comes piece by piece. Single-thread. */
  static final class Joined {
    private final List<TokenLogprob> text = new ArrayList<>();
    private final List<TokenLogprob> refusal = new ArrayList<>();

    void add(Logprobs more) {
      text.addAll(more.text);
      refusal.addAll(more.refusal);
    }

    Logprobs all() {
      return new Logprobs(text, refusal);
    }
  }
}
