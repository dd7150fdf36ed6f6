package io.aiarco.asc.gateway.yaml;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant: the one with the fewest single edits (a character added,
 * left out, exchanged, or two neighbours swapped), counted as optimal string alignment does. A name
 * further off than a third of its length, and than one edit, is no hint but noise.
 */
final class NearestName {
  private NearestName() {}

  /** The nearest of {@code names}; null when none is near. */
  static @Nullable String of(String typed, Collection<String> names) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = edits(typed, name);
      if (edits < fewest && edits <= Math.max(1, name.length() / 3)) {
        nearest = name;
        fewest = edits;
      }
    }
    return nearest;
  }

  static int edits(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchange = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + exchange);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
