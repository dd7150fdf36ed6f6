package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All three verifiers give the exit codes that {@code docs/audit-vectors} expects: this module's
 * and {@code verify.py} on logs, {@code verify.sh} and {@code verify.py} on packs. A script whose
 * tools this machine lacks is left out, and says so.
 */
class VerifierVectorsTest {
  private static final Path VECTORS = Path.of("../docs/audit-vectors");
  private static final int CANNOT_READ = 2;

  @TestFactory
  Stream<DynamicTest> verifiersAgreeWithTheVectors() throws IOException {
    return vectors().stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(vector.getFileName().toString(), () -> judge(vector)));
  }

  @Test
  void thereAreGoodAndForgedLogsAndPacks() throws IOException {
    List<String> names = vectors().stream().map(v -> v.getFileName().toString()).toList();

    assertEquals(10, names.size(), names.toString());
    assertTrue(names.containsAll(List.of("good", "pack-good")), names.toString());
  }

  private static void judge(Path vector) throws Exception {
    for (String line : Files.readAllLines(vector.resolve("expected"))) {
      int exit = line.charAt(0) - '0';
      List<Path> given = line.endsWith(" given") ? List.of(vector.resolve("given")) : List.of();
      if (Files.exists(vector.resolve("log"))) {
        Path log = vector.resolve("log");
        VerifyReport report = Verifier.verify(log, List.of(), given);
        assertEquals(exit, report.exitCode(), () -> line + ": " + report.lines());
        script(exit, given, System.getProperty("asc.python", "python3"), "-B", "verify.py", log);
      } else {
        Path pack = vector.resolve("pack");
        script(exit, given, "sh", "", "verify.sh", pack);
        script(exit, given, System.getProperty("asc.python", "python3"), "-B", "verify.py", pack);
      }
    }
  }

  private static void script(
      int expected, List<Path> given, String program, String option, String name, Path folder)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.add("verify/" + name);
    given.forEach(file -> command.addAll(List.of("--checkpoint", file.toString())));
    command.add(folder.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit == CANNOT_READ && said.contains(": not found")) {
        System.err.println(name + " is not run: " + said);
        return;
      }
      assertEquals(expected, exit, () -> command + ": " + said);
    } catch (IOException e) {
      System.err.println(name + " is not run: " + e.getMessage());
    }
  }

  private static List<Path> vectors() throws IOException {
    try (Stream<Path> folders = Files.list(VECTORS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
