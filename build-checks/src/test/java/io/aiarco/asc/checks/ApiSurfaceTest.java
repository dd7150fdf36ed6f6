package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    assertEquals(committed, now, "the API of " + module + " changed: " + HOW);
  }
}
