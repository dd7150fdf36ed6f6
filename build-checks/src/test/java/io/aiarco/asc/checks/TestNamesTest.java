package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Surefire takes {@code *Test} and {@code *IT}; a test under another name would never run. */
class TestNamesTest {
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "^ +@(Test|Property|Example|ParameterizedTest|RepeatedTest|TestFactory)\\b",
          Pattern.MULTILINE);

  private static final Pattern ABSTRACT =
      Pattern.compile("^(public )?(abstract class|interface) ", Pattern.MULTILINE);

  @Test
  void everyClassWithTestsIsRun() {
    List<Path> tests =
        House.reactorModules().stream()
            .filter(module -> !module.equals("asc-bom"))
            .flatMap(module -> House.files(module, ".java").stream())
            .filter(file -> file.toString().contains("/src/test/"))
            .filter(file -> TEST_METHOD.matcher(House.read(file)).find())
            .toList();

    List<String> neverRun =
        tests.stream()
            .filter(file -> !ABSTRACT.matcher(House.read(file)).find())
            .map(file -> House.ROOT.relativize(file).toString())
            .filter(name -> !name.endsWith("Test.java") && !name.endsWith("IT.java"))
            .toList();

    assertFalse(tests.isEmpty(), "no test found below " + House.ROOT);
    assertEquals(List.of(), neverRun);
  }
}
