package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/compliance.md} names tests that there are. */
class CompliancePageTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)`");

  @Test
  void everyNamedTestIsInTheRepository() throws IOException {
    String page = House.read(House.ROOT.resolve("docs/compliance.md"));
    List<String> named =
        NAMED.matcher(page).results().map((MatchResult hit) -> hit.group(1)).distinct().toList();

    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(tests());
    assertTrue(named.size() > 20, named.size() + " tests are named");
    assertEquals(Set.of(), missing);
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(House.ROOT, 14)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
