package io.aiarco.asc.audit.verify;

import java.util.List;

/**
 * What a verifier found.
 *
 * @param exitCode 0: holds; 1: findings; 2: cannot be read; 3: holds up to an unfinished tail
 * @param lines what to print, in order
 * @param findings empty unless {@code exitCode} is 1. Immutable.
 */
public record VerifyReport(int exitCode, List<String> lines, List<Finding> findings) {
  public VerifyReport {
    lines = List.copyOf(lines);
    findings = List.copyOf(findings);
  }
}
