package io.aiarco.asc.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used; every problem found in it is listed. Thrown at start-up only, so
 * it is none of the exceptions of a governed call. Thread-safe.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** {@code problems}: at least one, in any order. */
  public ConfigurationException(List<Problem> problems) {
    this(problems.stream().sorted(Problem.IN_ORDER).toList(), true);
  }

  private ConfigurationException(List<Problem> sorted, @SuppressWarnings("unused") boolean order) {
    super(message(sorted));
    this.problems = sorted;
  }

  /** What is wrong, as it stands in the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(problem -> "\n  " + problem)
        .collect(Collectors.joining("", "configuration: " + count, ""));
  }
}
