package io.aiarco.asc.sidecar.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How far something long has come, on one line that it takes back at its end. Single-thread. */
final class ProgressBar {
  private static final int WIDTH = 40;
  private static final double GIGABYTE = 1e9;

  private final PrintWriter out;
  private String shown = "";

  ProgressBar(PrintWriter out) {
    this.out = out;
  }

  /** {@code done} of {@code total} bytes. */
  void show(long done, long total) {
    double part = total <= 0 ? 1 : Math.min(1, (double) done / total);
    int full = (int) (part * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "\r[%s%s] %3d%% of %.2f GB",
            "#".repeat(full),
            " ".repeat(WIDTH - full),
            (int) (part * 100),
            total / GIGABYTE);
    if (!line.equals(shown)) {
      out.print(line);
      out.flush();
      shown = line;
    }
  }

  /** Takes the line back, if there is one. */
  void clear() {
    if (!shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length() - 1) + "\r");
      out.flush();
      shown = "";
    }
  }
}
