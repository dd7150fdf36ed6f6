package io.aiarco.asc.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says was measured is what a committed result file says. */
class FigurePageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void documentedFiguresAreThoseOfTheResultFiles() throws Exception {
    List<FigurePage.Region> regions = new FigurePage(ROOT.resolve("docs/performance.md")).regions();

    assertFalse(regions.isEmpty(), "docs/performance.md shows no figures");
    for (FigurePage.Region region : regions) {
      Path file = ROOT.resolve("benchmarks/results").resolve(region.file());
      assertEquals(Run.read(file).table(), region.table(), region.file());
    }
  }

  @Test
  void putReplacesTheTableOfItsNameOnly(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "Text.\n" + region("a", "old.json", "1") + region("b", "b.json", "2"));

    new FigurePage(page).put("a", "new.json", "3\n");

    assertEquals(
        "Text.\n" + region("a", "new.json", "3") + region("b", "b.json", "2"),
        Files.readString(page));
  }

  @Test
  void putAddsATableThatIsNew(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "Text.\n");

    new FigurePage(page).put("a", "new.json", "1\n");

    assertEquals("Text.\n\n" + region("a", "new.json", "1"), Files.readString(page));
  }

  @Test
  void runIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
    Run run =
        new Run(
            "2026-11-21",
            "JDK 25",
            new Machine(2, "a processor", 24_000, "Linux amd64", "ext4"),
            0.5,
            Report.COMMAND,
            List.of(
                Figure.atMost(8_192, "pipeline", 8_000.4, "bytes"),
                Figure.atLeast(10, "crowd", 9.87654, "x"),
                Figure.of("plain", 1234.5, "ns")));
    Path file = folder.resolve("results/run.json");

    run.write(file);

    assertEquals(run, Run.read(file));
  }

  @Test
  void figuresHaveThreeDigitsAndMeetTheirBarBeforeRounding() {
    assertEquals(9.88, Figure.of("", 9.87654, "").value());
    assertEquals(1235, Figure.of("", 1234.6, "").value());
    assertEquals(true, Figure.atMost(7, "", 7, "").met());
    assertEquals(false, Figure.atMost(7, "", 7.001, "").met());
    assertEquals(false, Figure.atLeast(10, "", 9.999, "").met());
  }

  private static String region(String name, String file, String line) {
    return "<!-- figures "
        + name
        + " from "
        + file
        + " -->\n"
        + line
        + "\n<!-- end of figures -->\n";
  }
}
