package io.aiarco.asc.examples.quickstart;

/** The command was called wrongly; the message says what is wrong and what was expected. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
