package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;

/**
 * The table of docs/reliability.md: faults as the code knows them, figures of the last full run.
 */
final class ReliabilityPage {
  private static final Path PAGE = Path.of("..", "docs", "reliability.md");
  private static final String FROM = "<!-- faults: written by FaultSeedsTest -->\n";
  private static final String TO = "<!-- end of faults -->\n";

  private ReliabilityPage() {}

  /** Replaces the figures; a run that lost something never comes here. */
  static void write(Map<Fault, Integer> struck, int seeds, long acknowledged) throws IOException {
    StringBuilder table = new StringBuilder();
    table.append(
        "%d seeds, %d acknowledged records; JDK %s, %d cores, %s, %s.\n\n"
            .formatted(
                seeds,
                acknowledged,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                LocalDate.now(Clock.systemUTC())));
    table.append(
        "| Fault | Must yield | Struck | Acknowledged records lost |\n|---|---|---|---|\n");
    for (Fault fault : Fault.values()) {
      String lost = fault == Fault.LYING_FORCE ? "found, all" : "0";
      table.append(row(fault)).append(struck.get(fault)).append(" | ").append(lost).append(" |\n");
    }
    String page = Files.readString(PAGE);
    Files.writeString(
        PAGE,
        page.substring(0, page.indexOf(FROM) + FROM.length())
            + "\n"
            + table
            + "\n"
            + page.substring(page.indexOf(TO)));
  }

  /** Fails when the page tells of other faults than the code, or of none. */
  static void requireCurrent() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf(FROM), page.indexOf(TO));
    for (Fault fault : Fault.values()) {
      assertTrue(
          table.contains(row(fault)), () -> fault + ": renew with -Dasc.reliability.update=true");
    }
    assertEquals(
        Fault.values().length + 2, table.lines().filter(line -> line.startsWith("|")).count());
  }

  private static String row(Fault fault) {
    return "| " + fault.what() + " | " + fault.required() + " | ";
  }
}
