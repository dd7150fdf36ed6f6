package io.aiarco.asc.audit.anchor;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An anchor and when it is used. Immutable.
 *
 * @param name the operator's word for it: names files and records, so it never changes
 * @param every how long a checkpoint may wait for it
 * @param atEnds whether it also takes the checkpoint of each sealed segment, and of the log's end,
 *     at once
 */
public record AnchorPlan(String name, Anchor anchor, Duration every, boolean atEnds) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");

  public AnchorPlan {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("anchor: " + name + " (expected: " + NAME + ")");
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every: " + every + " (expected: > 0)");
    }
  }
}
