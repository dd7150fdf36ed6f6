package io.aiarco.asc.budget;

import java.util.List;

/**
 * What a limit does.
 *
 * @param hard whether calls without room under it are refused; else it is only counted against
 * @param thresholds what happens before, or instead; percents ascending. Immutable.
 */
public record Enforcement(boolean hard, List<Threshold> thresholds) {
  /** Refuses, and does nothing before. */
  public static final Enforcement HARD = new Enforcement(true, List.of());

  public Enforcement {
    thresholds = List.copyOf(thresholds);
    for (int i = 1; i < thresholds.size(); i++) {
      if (thresholds.get(i).percent() <= thresholds.get(i - 1).percent()) {
        throw new IllegalArgumentException(
            "threshold: "
                + thresholds.get(i).percent()
                + "% (expected: more than the one before, "
                + thresholds.get(i - 1).percent()
                + "%)");
      }
    }
  }
}
