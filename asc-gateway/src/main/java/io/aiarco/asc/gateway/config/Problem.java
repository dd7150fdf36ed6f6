package io.aiarco.asc.gateway.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong in a configuration. Immutable.
 *
 * @param file the file's name
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1; 0 when the file as a whole is meant
 * @param path where in the configuration, such as {@code tenants.acme.models[0]}; empty at its root
 * @param value what stands there, or in words what is the matter; never a secret
 * @param expected what would be right
 * @param hint the name that was probably meant; null when none is near
 */
public record Problem(
    String file,
    int line,
    int column,
    String path,
    String value,
    String expected,
    @Nullable String hint) {
  /** As they stand in the file. */
  static final Comparator<Problem> IN_ORDER =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::path);

  /**
   * One line: {@code asc.yaml:7:13 tenants.acme.models[0]: suport (expected: a model; did you mean
   * support?)}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(' ');
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(value).append(" (expected: ").append(expected);
    if (hint != null) {
      text.append("; did you mean ").append(hint).append('?');
    }
    return text.append(')').toString();
  }
}
