package io.aiarco.asc.checks;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A change of the public API shows in the diff, as text in {@code build-checks/api}. */
class ApiSurfaceTest {
  private static final Path FOLDER = Path.of("api").toAbsolutePath();

  private static final String HOW =
      "accept with ./mvnw verify -Dasc.api.update=true and review the diff";

  /**
   * A qualified type name outside the JDK and ASC. OpenTelemetry in a builder is the one exception.
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<![\\w.])(?!java\\.|io\\.aiarco\\.|io\\.opentelemetry\\.api\\.OpenTelemetry\\b)(?:[a-z]\\w*\\.)+[A-Z]\\w*");

  @TestFactory
  Stream<DynamicTest> apiIsTheCommittedOne() {
    return House.publishedModules().stream()
        .map(module -> DynamicTest.dynamicTest(module, () -> compare(module)));
  }

  @TestFactory
  Stream<DynamicTest> thirdPartyTypesStayOutOfSignatures() {
    return House.publishedModules().stream()
        // Extending JUnit and jqwik is what the testkit is for.
        .filter(module -> !module.equals("asc-testkit"))
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module,
                    () ->
                        assertEquals(
                            List.of(),
                            FOREIGN
                                .matcher(ApiSurface.of(module))
                                .results()
                                .map(hit -> hit.group())
                                .distinct()
                                .toList())));
  }

  private static void compare(String module) throws IOException {
    Path file = FOLDER.resolve(module + ".api");
    String now = ApiSurface.abbreviated(ApiSurface.of(module));
    if (Boolean.getBoolean("asc.api.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, now);
    }
    String committed = Files.exists(file) ? Files.readString(file) : "";

    assertEquals(List.of(), difference(committed, now), module + ": " + HOW);
  }

  /** Lines that went and lines that came, each under the type it belongs to. */
  private static List<String> difference(String committed, String now) {
    List<String> before = qualifiedLines(committed);
    List<String> after = qualifiedLines(now);
    List<String> difference = new ArrayList<>();
    before.stream().filter(not(after::contains)).forEach(line -> difference.add("- " + line));
    after.stream().filter(not(before::contains)).forEach(line -> difference.add("+ " + line));
    return difference;
  }

  private static List<String> qualifiedLines(String api) {
    List<String> lines = new ArrayList<>();
    String type = "";
    for (String line : api.lines().filter(not(String::isEmpty)).toList()) {
      boolean member = line.startsWith("  ");
      type = member ? type : line;
      lines.add(member ? type.split(" (extends|implements|permits) ")[0] + ":" + line : line);
    }
    return lines;
  }
}
