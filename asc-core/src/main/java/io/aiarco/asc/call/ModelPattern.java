package io.aiarco.asc.call;

/**
 * One model name, or all that begin alike: {@code support}, {@code gpt-5*}. A {@code *} is only
 * taken at the end; alone it matches every name. Case counts, as with providers. Immutable.
 */
public record ModelPattern(String value) {
  private static final String WILDCARD = "*";

  public ModelPattern {
    new ModelName(value); // the same alphabet and length
    int star = value.indexOf(WILDCARD);
    if (star >= 0 && star != value.length() - 1) {
      throw new IllegalArgumentException(
          "model pattern: " + value + " (expected: a name, or a name's beginning and one *)");
    }
  }

  /** Whether it may match more than one name. */
  public boolean isPrefix() {
    return value.endsWith(WILDCARD);
  }

  /** Whether {@code model} is meant. */
  public boolean matches(ModelName model) {
    return isPrefix()
        ? model.value().regionMatches(0, value, 0, value.length() - 1)
        : value.equals(model.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
