package io.aiarco.asc.call;

/**
 * One state of the configuration.
 *
 * @param number counts up with every state a process loads, from 1
 * @param sha256 64 lowercase hex digits, the hash of its content: equal content, equal hash.
 *     Immutable.
 */
public record Revision(long number, String sha256) {
  public Revision {
    if (sha256.length() != 64 || !sha256.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new IllegalArgumentException("sha256: " + sha256 + " (expected: 64 hex digits)");
    }
  }
}
