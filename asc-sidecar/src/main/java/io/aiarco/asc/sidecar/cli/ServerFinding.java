package io.aiarco.asc.sidecar.cli;

/**
 * What one check of a server found. Immutable.
 *
 * @param verdict {@code passed}, {@code failed} or {@code not run}
 * @param why what came instead, or why it was not run; empty when it passed
 */
record ServerFinding(String check, String verdict, String why) {
  static final String PASSED = "passed";
  static final String FAILED = "failed";
  static final String NOT_RUN = "not run";

  /** Passed when {@code why} is empty, else failed. */
  static ServerFinding of(String check, String why) {
    return new ServerFinding(check, why.isEmpty() ? PASSED : FAILED, why);
  }

  static ServerFinding notRun(String check, String why) {
    return new ServerFinding(check, NOT_RUN, why);
  }
}
