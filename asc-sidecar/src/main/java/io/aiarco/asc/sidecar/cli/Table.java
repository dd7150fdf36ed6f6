package io.aiarco.asc.sidecar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells for a person: each column as wide as its widest cell. Single-thread. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> lines = new ArrayList<>();
  private final int leftColumns;

  /**
   * A table with a heading.
   *
   * @param leftColumns how many columns are texts; those after them are numbers, and end alike
   */
  Table(int leftColumns, List<String> heading) {
    this.leftColumns = leftColumns;
    lines.add(List.copyOf(heading));
  }

  void add(List<String> cells) {
    lines.add(List.copyOf(cells));
  }

  void print(PrintWriter out) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String blanks = " ".repeat(widths[i] - line.get(i).length());
        text.append(i == 0 ? "" : GAP);
        text.append(i < leftColumns ? line.get(i) + blanks : blanks + line.get(i));
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
