package io.aiarco.asc.audit.verify;

/**
 * How a verification goes about its work; what it says of a log does not depend on it. Immutable.
 *
 * @param threads how many read, hash and parse, at least 1; rules are judged by the caller's alone
 * @param progress is told after each segment, by the caller's thread
 */
public record Pace(int threads, Progress progress) {
  /** Is told how far a verification has come, in bytes of segments. */
  public interface Progress {
    /** Tells nobody. */
    Progress NOBODY = (done, total) -> {};

    /** {@code done} of {@code total} bytes are verified; a log that grows may exceed its total. */
    void at(long done, long total);
  }

  public Pace {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
    }
  }

  /** As many threads as processors, and nobody to be told. */
  public static Pace ofMachine() {
    return new Pace(Runtime.getRuntime().availableProcessors(), Progress.NOBODY);
  }
}
