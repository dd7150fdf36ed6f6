package io.aiarco.asc.testkit.conformance;

/**
 * What came of one case on one wire. Immutable.
 *
 * @param caseId such as {@code 07-comments}
 * @param subject who took it; the wire's name where nobody could, {@code -} for a case without
 *     bytes
 * @param mode {@code stream}, {@code whole} or {@code request}; {@code -} for a case without bytes
 * @param chunking how a reply's bytes were cut, or from which wire a request came; {@code -} where
 *     it was not run
 * @param why what differed, or why it was not run; empty when it passed
 */
public record ConformanceRow(
    String caseId, String subject, String mode, String chunking, Verdict verdict, String why) {
  /** How it ended. */
  public enum Verdict {
    /** What came is what must. */
    PASSED("passed"),
    /** Something else came. */
    FAILED("failed"),
    /** Nobody was asked; {@link ConformanceRow#why()} says the reason. */
    NOT_RUN("not run");

    private final String key;

    Verdict(String key) {
      this.key = key;
    }

    /** As tables and JSON show it. */
    public String key() {
      return key;
    }
  }

  static ConformanceRow notRun(String caseId, String subject, String mode, String why) {
    return new ConformanceRow(caseId, subject, mode, "-", Verdict.NOT_RUN, why);
  }
}
