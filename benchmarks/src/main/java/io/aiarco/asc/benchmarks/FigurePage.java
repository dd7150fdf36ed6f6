package io.aiarco.asc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation with tables that were rendered from result files, each between a comment
 * that names the file and an end comment. Immutable; the page is not.
 */
final class FigurePage {
  private static final Pattern REGION =
      Pattern.compile(
          "<!-- figures (\\S+) from (\\S+) -->\n(.*?)<!-- end of figures -->", Pattern.DOTALL);

  private final Path page;

  FigurePage(Path page) {
    this.page = page;
  }

  /** One table of the page. */
  record Region(String name, String file, String table) {}

  List<Region> regions() throws IOException {
    List<Region> regions = new ArrayList<>();
    Matcher matcher = REGION.matcher(Files.readString(page));
    while (matcher.find()) {
      regions.add(new Region(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return regions;
  }

  /** Replaces the table called {@code name}; where there is none, it becomes the page's last. */
  void put(String name, String file, String table) throws IOException {
    String old = Files.readString(page);
    String region =
        "<!-- figures " + name + " from " + file + " -->\n" + table + "<!-- end of figures -->";
    boolean known = regions().stream().anyMatch(each -> each.name().equals(name));
    Files.writeString(page, known ? replaced(old, name, region) : old + "\n" + region + "\n");
  }

  private static String replaced(String text, String name, String region) {
    return REGION
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1).equals(name) ? region : found.group()));
  }
}
