package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the lines of an {@code expect} section. Single-thread, for one section. */
final class OutcomeReader {
  /** How a reply ends, and what becomes of a request. */
  private static final List<String> ENDS = List.of("finish", "failure", "sent", "refused");

  private final CaseReader file;
  private final Map<String, String> words = new HashMap<>();
  private final List<String> content = new ArrayList<>();

  OutcomeReader(CaseReader file) {
    this.file = file;
  }

  void line(String word, String value) {
    if (Outcome.CONTENT.contains(word)) {
      String text = file.value(word, "text, with ‹0A› for a line end", WireText::text);
      content.add(word + ": " + text);
    } else if (!Outcome.isWord(word)) {
      throw file.wrong(
          "expect", word, "finish, failure, sent, text, tool, usage, or another known word");
    } else if (words.put(word, checked(word, value)) != null) {
      throw file.wrong("expect", word, "once");
    }
  }

  /** What the lines say together. */
  Outcome outcome() {
    if (ENDS.stream().filter(words::containsKey).count() != 1) {
      throw file.wrong("expect", String.join(", ", ENDS), "one of them");
    }
    return new Outcome(words, content);
  }

  private String checked(String word, String value) {
    return switch (word) {
      case "finish" -> file.value(word, names(FinishReason.values()), FinishReason::valueOf).name();
      case "failure" ->
          file.value(word, names(FailureClass.values()), FailureClass::valueOf).name();
      case "usage" ->
          Outcome.usage(
              file.value(word, "absent, or reported input=3 output=2", OutcomeReader::usage));
      case "wait" ->
          value.equals("none")
              ? value
              : file.value(word, "PT3S, or none", Duration::parse).toString();
      case "reasoning", "refusal", "sent", "refused" ->
          file.value(word, "text, with ‹0A› for a line end", WireText::text);
      case "unknown" -> Integer.toString(file.value(word, "a count", Integer::valueOf));
      default -> value;
    };
  }

  private static Usage usage(String value) {
    String[] parts = value.split(" +");
    Usage.Builder usage = Usage.builder(one(UsageSource.values(), UsageSource::key, parts[0]));
    for (int i = 1; i < parts.length; i++) {
      String[] figure = parts[i].split("=", 2);
      usage.tokens(
          one(TokenClass.values(), TokenClass::key, figure[0]),
          Long.parseLong(figure[figure.length - 1]));
    }
    return usage.build();
  }

  private static <E> E one(E[] all, Function<E, String> key, String wanted) {
    return Arrays.stream(all)
        .filter(one -> key.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(wanted));
  }

  private static String names(Enum<?>[] all) {
    return String.join(", ", Arrays.stream(all).map(Enum::name).toList());
  }
}
