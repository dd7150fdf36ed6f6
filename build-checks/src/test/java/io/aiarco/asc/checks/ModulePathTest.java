package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our jars work as named modules, though all other tests run on the class path. */
class ModulePathTest {
  private static final List<String> MODULES =
      House.publishedModules().stream()
          .map(module -> House.ROOT_PACKAGE + "." + module.substring("asc-".length()))
          .sorted()
          .toList();

  /** What the user of the testkit brings, taken from where this test has it. */
  private static final List<Path> TEST_LIBRARIES =
      Stream.of(
              org.junit.jupiter.api.Test.class,
              net.jqwik.api.Property.class,
              org.opentest4j.AssertionFailedError.class,
              org.junit.platform.commons.JUnitException.class,
              org.apiguardian.api.API.class)
          .map(ModulePathTest::jarOf)
          .toList();

  private static Path jarOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  @Test
  void modulePathIsValid() throws IOException, InterruptedException {
    assertEquals(0, java("--validate-modules").exitCode());
  }

  @Test
  void everyClassLoadsThroughItsModule() throws IOException, InterruptedException {
    Outcome probe =
        java(
            "--add-modules",
            String.join(",", MODULES) + ",org.junit.jupiter.api,net.jqwik.api",
            "-cp",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            ModulePathProbe.class.getName());

    assertEquals(0, probe.exitCode(), probe.output());
    List<String> seen =
        probe.output().lines().map(line -> line.replaceFirst(": \\d+ classes$", "")).toList();
    assertEquals(MODULES, seen);
  }

  private static Outcome java(String... arguments) throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>(House.libraries("asc-sidecar"));
    jars.add(House.jar("asc-sidecar"));
    jars.add(House.jar("asc-testkit"));
    jars.addAll(TEST_LIBRARIES);
    String modulePath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", modulePath));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (var stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "child JVM still runs after a minute");
    return new Outcome(process.exitValue(), output);
  }

  private record Outcome(int exitCode, String output) {}
}
