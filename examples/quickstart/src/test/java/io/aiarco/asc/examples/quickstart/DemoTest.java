package io.aiarco.asc.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyCheckOfTheTourHoldsAndTheKeptLogStaysWhole(@TempDir Path folder) throws Exception {
    Path kept = folder.resolve("kept");

    int exit = run(Map.of(), "--keep", kept.toString());

    String said = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, said);
    for (String line :
        new String[] {
          "one request arrived at the providers",
          "nothing arrived in virginia",
          "nothing arrived anywhere",
          "not one nano above the limit",
          "the verifier names the record"
        }) {
      assertTrue(said.contains("ok       " + line), said);
    }
    assertTrue(Files.exists(kept.resolve("asc.yaml")), "the configuration is kept");
    assertFalse(said.contains("\033"), "colour is for terminals");
  }

  /** The answer needs openssl 3, jq and tar; .ci/run has them, and a demo without them fails. */
  @Test
  void auditorIsAnsweredFromThePackAlone() throws Exception {
    int exit = run(Map.of(), "--as", "auditor");

    String said = out.toString(StandardCharsets.UTF_8);
    assumeFalse(said.contains(": not found"), "openssl or jq is missing");
    assertEquals(0, exit, said);
    for (String line :
        new String[] {
          "complete from 0 to ",
          "sent to region eu: ",
          "ok       no byte of acme left the eu",
          "ok       a pack with a record taken out is refused"
        }) {
      assertTrue(said.contains(line), said);
    }
  }

  @Test
  void financeIsAnsweredFromTheLogAndTheProvidersBill(@TempDir Path folder) throws Exception {
    int exit = run(Map.of(), "--as", "finance", "--keep", folder.resolve("kept").toString());

    String said = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, said);
    for (String line :
        new String[] {
          "ok       the report says to the nano what callers were told",
          "ok       bill and log agree before",
          "ok       exactly one finding, and it is a bypass",
          "ok       of exactly the request that went past"
        }) {
      assertTrue(said.contains(line), said);
    }
    assertEquals(7, Files.readAllLines(folder.resolve("kept/usage.csv")).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--as king",
        "--as auditor --live",
        "--as finance --live",
        "--fast",
        "--keep",
        "--live",
        "--keep pom.xml"
      })
  void wrongUsageIsSaidAndExitsWithTwo(String arguments) throws Exception {
    assertEquals(2, run(Map.of(), arguments.split(" ")));

    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("expected: "), err.toString());
  }

  @Test
  void folderThatCannotBeMadeIsOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertEquals(1, run(Map.of(), "--keep", file.resolve("below").toString()));

    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains("below"), said);
  }

  @Test
  void failedCheckIsToldApartAndCounted() {
    Checks checks = new Checks(Screen.of(print(out), true, Map.of("NO_COLOR", "1")));

    checks.equal("holds", 1, 1);
    checks.equal("is broken", 1, 2);

    String said = out.toString(StandardCharsets.UTF_8);
    assertEquals(1, checks.failed());
    assertTrue(said.contains("FAILED   is broken"), said);
    assertTrue(said.contains("expected: 1"), said);
    assertTrue(said.contains("seen:     2"), said);
    assertFalse(said.contains("\033"), "NO_COLOR is respected");
  }

  private int run(Map<String, String> env, String... args) throws InterruptedException {
    return Demo.run(print(out), print(err), false, env, args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
