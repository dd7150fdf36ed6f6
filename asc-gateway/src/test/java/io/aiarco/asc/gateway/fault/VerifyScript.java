package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The verifier that shares no code with ASC. Needs a Python 3: property {@code asc.python}, or
 * {@code python3} on the path; without one it says so.
 */
public final class VerifyScript {
  private static final Path SCRIPT = Path.of("../asc-audit/verify/verify.py").toAbsolutePath();

  private VerifyScript() {}

  /** Verifies {@code folder}; a second opinion where there is one to be had. */
  public static void run(Path folder) throws InterruptedException, IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  System.getProperty("asc.python", "python3"),
                  "-B",
                  SCRIPT.toString(),
                  folder.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      System.out.println("verify.py not run: " + e.getMessage());
      return;
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), said);
    System.out.println("verify.py: " + said);
  }
}
