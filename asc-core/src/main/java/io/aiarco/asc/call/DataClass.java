package io.aiarco.asc.call;

/**
 * How sensitive the content is, in the operator's own words, such as {@code public} or {@code phi}.
 * Immutable.
 */
public record DataClass(String value) {
  public DataClass {
    Names.require("data class", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
