package io.aiarco.asc.audit.verify;

/**
 * One place where a log is not what was written.
 *
 * @param log its origin; {@code ?} when it cannot be read
 * @param seq the record concerned, or the first one that is missing
 * @param reason what is wrong. Immutable.
 */
public record Finding(String log, long seq, String reason) {
  @Override
  public String toString() {
    return "FAIL log=" + log + " seq=" + seq + " " + reason;
  }
}
