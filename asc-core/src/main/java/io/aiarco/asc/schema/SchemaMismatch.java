package io.aiarco.asc.schema;

/**
 * JSON that is not what a record's schema says. Its message has no content: kinds and places only,
 * and names that stand in the schema.
 */
public final class SchemaMismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String expected;

  /**
   * {@code found} where {@code expected} was, at {@code path}, such as {@code $.lines[2].total}.
   */
  public SchemaMismatch(String path, String found, String expected) {
    super(path + ": " + found + " (expected: " + expected + ")");
    this.path = path;
    this.expected = expected;
  }

  /** Where, from {@code $}, the whole. An entry of a map goes by its number, from 0. */
  public String path() {
    return path;
  }

  /** What should have been there. */
  public String expected() {
    return expected;
  }
}
