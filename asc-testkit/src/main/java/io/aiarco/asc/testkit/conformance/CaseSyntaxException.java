package io.aiarco.asc.testkit.conformance;

/** A case file is not written as it should be. */
public final class CaseSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String value;
  private final String expectation;

  CaseSyntaxException(String file, int line, String what, String value, String expectation) {
    super(file + ":" + line + ": " + what + ": " + value + " (expected: " + expectation + ")");
    this.file = file;
    this.line = line;
    this.value = value;
    this.expectation = expectation;
  }

  /** The file's name. */
  public String file() {
    return file;
  }

  /** Which line, from 1. */
  public int line() {
    return line;
  }

  /** What stands there; empty when something is missing. */
  public String value() {
    return value;
  }

  /** What should. */
  public String expectation() {
    return expectation;
  }
}
