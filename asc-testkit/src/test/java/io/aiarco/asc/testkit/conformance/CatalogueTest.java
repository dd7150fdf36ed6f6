package io.aiarco.asc.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue that comes with ASC is whole, and the page about it tells what is in it. */
class CatalogueTest {
  private static final int NUMBERS = 85;
  private static final Path PAGE = Path.of("..", "docs", "conformance.md");
  private static final String FROM = "<!-- cases: written by CatalogueTest -->\n";
  private static final String TO = "<!-- end of cases -->\n";

  @Test
  void everyNumberHasACase() {
    TreeSet<Integer> numbers =
        ConformanceSuite.catalogue().cases().stream()
            .map(ConformanceCase::number)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(IntStream.rangeClosed(1, NUMBERS).boxed().toList(), List.copyOf(numbers));
  }

  @Test
  void indexNamesEveryFileInOrder() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
                Objects.requireNonNull(ConformanceSuite.class.getResource("cases/index.txt"))
                    .toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> cases =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".case"))
              .map(name -> name.substring(0, name.length() - ".case".length()))
              .sorted()
              .toList();
      assertEquals(String.join("\n", cases) + "\n", Files.readString(folder.resolve("index.txt")));
    }
  }

  @Test
  void pageListsEveryCase() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(FROM) + FROM.length();
    int to = page.indexOf(TO);
    assertTrue(from >= FROM.length() && to >= from, PAGE + ": no place for the table");
    String table = table();
    if (Boolean.getBoolean("asc.conformance.update")) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    } else {
      assertEquals(
          table, page.substring(from, to), "renew with ./mvnw test -Dasc.conformance.update=true");
    }
  }

  private static String table() {
    List<ConformanceCase> cases = ConformanceSuite.catalogue().cases();
    StringBuilder text = new StringBuilder("\n| case | what happens | run as |\n|---|---|---|\n");
    for (ConformanceCase one : cases) {
      text.append("| `").append(one.id()).append("` | ").append(one.title()).append(" | ");
      text.append(one.notRun().map(why -> "not run: " + why).orElseGet(() -> modes(one)));
      text.append(" |\n");
    }
    long run = cases.stream().filter(one -> one.notRun().isEmpty()).count();
    return text
        + "\n"
        + run
        + " cases with bytes, "
        + (cases.size() - run)
        + " without; every number of the catalogue from 1 to "
        + NUMBERS
        + " has at least one.\n\n";
  }

  private static String modes(ConformanceCase one) {
    return Stream.concat(
            one.requests().stream().map(wire -> wire + " request"),
            one.wires().stream().map(wire -> wire + " " + String.join("+", one.modes(wire))))
        .collect(Collectors.joining(", "));
  }
}
