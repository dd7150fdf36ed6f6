package io.aiarco.asc.sidecar.cli;

/** What the command's exit codes mean. {@code docs/cli.md} repeats it for users. */
final class ExitCode {
  static final int OK = 0;

  /** Refused, failed, or found to be wrong. */
  static final int FAILED = 1;

  /** Called wrongly, or something it needs cannot be read. */
  static final int USAGE = 2;

  private ExitCode() {}
}
