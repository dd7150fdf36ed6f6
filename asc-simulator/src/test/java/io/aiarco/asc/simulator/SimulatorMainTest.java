package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.simulator.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMainTest {

  @Test
  void argumentsBecomeAConfiguration() {
    SimulatorConfig config =
        SimulatorMain.parse(
            "--port",
            "4010",
            "--name",
            "eu-1",
            "--dialect",
            "vllm,anthropic",
            "--event-delay-ms",
            "20");

    assertEquals(4010, config.port());
    assertEquals("eu-1", config.name());
    assertEquals(Set.of(Dialect.VLLM, Dialect.ANTHROPIC), config.dialects());
    assertEquals(Duration.ofMillis(20), config.eventDelay());
  }

  @ParameterizedTest
  @CsvSource({
    "--port,x",
    "--port,70000",
    "--dialect,soap",
    "--name,a b",
    "--what,1",
    "--require-key-env,ASC_NOT_SET"
  })
  void wrongArgumentsAreNamed(String option, String value) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      assertEquals(2, SimulatorMain.run(new String[] {option, value}, print, print));
    }

    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("expected: "), said);
    assertThrows(IllegalArgumentException.class, () -> SimulatorMain.parse(option));
  }

  @Test
  void anArrivalIsInTheFileBeforeItIsAnswered(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("arrivals.jsonl");
    try (Simulator simulator = Simulator.builder().name("eu-1").log(file).open()) {
      simulator.otherwise(
          request -> Reply.text(Integer.toString(lines(file))).usage((int) request.number(), 1));

      for (int i = 1; i <= 3; i++) {
        String body = Client.ask(simulator, Dialect.OPENAI, false).body();
        assertTrue(body.contains("\"content\":\"" + i + "\""), body);
      }
    }

    byte[] first = Files.readAllLines(file).get(0).getBytes(StandardCharsets.UTF_8);
    Map<?, ?> line = (Map<?, ?>) JsonReader.read(first);
    assertEquals("eu-1", line.get("simulator"));
    assertEquals("m", line.get("model"));
    assertEquals(Client.body(Dialect.OPENAI, false), line.get("body"));
    assertEquals("(hidden)", ((Map<?, ?>) line.get("headers")).get("authorization"));
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
