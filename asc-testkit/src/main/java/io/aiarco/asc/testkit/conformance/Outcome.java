package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a reading ended, in the words of a case file: expected and observed ones are said the same
 * way, so that a difference can be shown as it would be written. Immutable.
 *
 * @param words one value per word
 * @param content texts, tool calls, vectors and warnings in order, each {@code text: ...}, {@code
 *     tool: ...}, {@code vector: ...} or {@code warning: ...}
 */
record Outcome(Map<String, String> words, List<String> content) {
  /** Words that a case must agree with even where it does not say them: then they are empty. */
  private static final List<String> ALWAYS =
      List.of("failure", "finish", "reasoning", "refusal", "refused", "sent", "usage");

  /** Words that count only where a case says them. */
  private static final List<String> WHERE_SAID =
      List.of("raw", "id", "model", "code", "wait", "unknown");

  /** Words that may come more than once. */
  static final Set<String> CONTENT = Set.of("text", "tool", "vector", "warning");

  private static final int SHOWN_CHARS = 160;

  Outcome {
    words = Map.copyOf(words);
    content = List.copyOf(content);
  }

  static boolean isWord(String word) {
    return ALWAYS.contains(word) || WHERE_SAID.contains(word);
  }

  /** What {@code observed} says otherwise; empty when it agrees with all this expects. */
  Optional<String> differenceFrom(Outcome observed) {
    for (String word : ALWAYS) {
      boolean counts = !word.equals("usage") || !fails() || words.containsKey(word);
      Optional<String> difference = counts ? difference(word, observed) : Optional.empty();
      if (difference.isPresent()) {
        return difference;
      }
    }
    if (!content.equals(observed.content)) {
      return Optional.of(different("content", observed.content.toString(), content.toString()));
    }
    return WHERE_SAID.stream()
        .filter(words::containsKey)
        .flatMap(word -> difference(word, observed).stream())
        .findFirst();
  }

  private Optional<String> difference(String word, Outcome observed) {
    String mine = words.getOrDefault(word, "");
    String theirs = observed.words.getOrDefault(word, "");
    return mine.equals(theirs) ? Optional.empty() : Optional.of(different(word, theirs, mine));
  }

  private boolean fails() {
    return words.containsKey("failure");
  }

  private static String different(String what, String observed, String expected) {
    int from = 0;
    int least = Math.min(observed.length(), expected.length());
    while (from < least && observed.charAt(from) == expected.charAt(from)) {
      from++;
    }
    // Of long texts, what surrounds the first difference.
    int start = least < SHOWN_CHARS ? 0 : Math.max(0, from - 20);
    return what + ": " + shown(observed, start) + " (expected: " + shown(expected, start) + ")";
  }

  private static String shown(String text, int start) {
    int end = Math.min(text.length(), start + SHOWN_CHARS);
    String part = text.substring(Math.min(start, end), end).replace("\n", "‹0A›");
    return (start > 0 ? "..." : "")
        + (part.isEmpty() ? "none" : part)
        + (end < text.length() ? "... [" + text.length() + " chars]" : "");
  }

  /** Usage as a case says it; empty for figures that are absent. */
  static String usage(Usage usage) {
    if (usage.source() == UsageSource.ABSENT) {
      return "";
    }
    StringBuilder text = new StringBuilder(usage.source().key());
    for (TokenClass tokenClass : TokenClass.values()) {
      long tokens = usage.tokens(tokenClass);
      if (tokens > 0) {
        text.append(' ').append(tokenClass.key()).append('=').append(tokens);
      }
    }
    return text.toString();
  }

  /** How long a failure says to wait. */
  static String wait(ProviderFailure failure) {
    return failure.retryAfter().map(Object::toString).orElse("none");
  }
}
