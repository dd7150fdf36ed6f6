package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code in the documentation is a copy of code that is compiled and tested. */
class SnippetsTest {
  private static final String SOURCE =
      "class A {\n  // region call\n  a();\n    b();\n  // endregion\n}\n";

  @Test
  void everyBlockIsACopyOfTestedCode() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path page : pages()) {
      Snippets snippets =
          new Snippets(House.ROOT.relativize(page).toString(), SnippetsTest::tested);
      String renewed = snippets.renew(House.read(page));
      if (Boolean.getBoolean("asc.snippets.update")) {
        Files.writeString(page, renewed);
      } else {
        problems.addAll(snippets.problems());
      }
    }

    assertEquals(List.of(), problems, "renew with ./mvnw verify -Dasc.snippets.update=true");
  }

  @Test
  void equalBlockIsLeftAlone() {
    String page = "x\n<!-- from: A.java#call -->\n```java\na();\n  b();\n```\ny\n";
    Snippets snippets = new Snippets("page", path -> SOURCE);

    assertEquals(page, snippets.renew(page));
    assertEquals(List.of(), snippets.problems());
  }

  @Test
  void staleBlockIsNamedAndRenewed() {
    Snippets snippets = new Snippets("page", path -> SOURCE);

    String renewed = snippets.renew("<!-- from: A.java#call -->\n```java\nold();\n```\n");

    assertEquals("<!-- from: A.java#call -->\n```java\na();\n  b();\n```\n", renewed);
    assertEquals(List.of("page:2 differs from <!-- from: A.java#call -->"), snippets.problems());
  }

  @Test
  void blockWithoutOriginIsNamed() {
    Snippets snippets = new Snippets("page", path -> SOURCE);

    snippets.renew("```java\na();\n```\n");

    assertEquals(1, snippets.problems().size());
  }

  @Test
  void missingRegionIsAnError() {
    Snippets snippets = new Snippets("page", path -> SOURCE);

    assertThrows(
        IllegalArgumentException.class,
        () -> snippets.renew("<!-- from: A.java#nowhere -->\n```java\n```\n"));
  }

  /** README and all of docs; decisions are history and are not renewed. */
  private static List<Path> pages() {
    List<Path> pages = new ArrayList<>(House.files("docs", ".md"));
    pages.removeIf(page -> page.startsWith(House.ROOT.resolve("docs/adr")));
    pages.add(House.ROOT.resolve("README.md"));
    return pages;
  }

  private static String tested(String path) {
    boolean tested = path.startsWith("examples/") || path.contains("/src/test/");
    assertTrue(tested, "origin: " + path + " (expected: below examples/ or in a src/test/)");
    return House.read(House.ROOT.resolve(path));
  }
}
