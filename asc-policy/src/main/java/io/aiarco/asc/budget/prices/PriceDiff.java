package io.aiarco.asc.budget.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two books, row by row. */
public final class PriceDiff {
  private PriceDiff() {}

  /**
   * One row that is not the same in both.
   *
   * @param row which: models, provider, region, tier, dates
   * @param before the row as it stands in the first book's file; null when it is new
   * @param after as it stands in the second's; null when it is gone. Immutable.
   */
  public record Change(String row, @Nullable String before, @Nullable String after) {}

  /** The rows that differ, by name. Equal books, written in whatever order, have none. */
  public static List<Change> of(PriceTable before, PriceTable after) {
    Map<String, String> old = lines(before);
    Map<String, String> now = lines(after);
    Set<String> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String row : all) {
      String was = old.get(row);
      String is = now.get(row);
      if (was == null || !was.equals(is)) {
        changes.add(new Change(row, was, is));
      }
    }
    return changes;
  }

  private static Map<String, String> lines(PriceTable table) {
    Map<String, String> lines = new TreeMap<>();
    table.rows().forEach(row -> lines.putIfAbsent(row.key(), PriceFile.line(row)));
    return lines;
  }
}
