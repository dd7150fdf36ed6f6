package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.simulator.SimulatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "compatible", "anthropic"})
  void serverThatDoesAllPassesAndTheRestSaysWhy(String dialect) {
    try (Simulator server = server().open()) {
      healthy(server);

      Typed answer = asc(server, "--dialect", dialect);

      assertEquals(0, answer.exit(), answer.out() + answer.err());
      assertTrue(answer.out().contains("8 passed, 0 failed, 3 not run"), answer.out());
      assertTrue(answer.out().contains("models-list          not run: "), answer.out());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai-responses, OPENAI_RESPONSES, ''",
    "mistral, MISTRAL, ''",
    "azure-openai, AZURE_OPENAI, ''",
    "azure-openai, AZURE_OPENAI, 2024-10-21",
    "anthropic, ANTHROPIC_2026, 2026-10-21",
    "vllm, VLLM, ''",
    "tgi, TGI, ''",
    "ollama, OLLAMA, ''",
  })
  void everyKindOfServerIsAskedInItsOwnWords(String dialect, Dialect spoken, String version) {
    try (Simulator server = server().dialects(spoken).open()) {
      healthy(server);

      Typed answer =
          version.isEmpty()
              ? asc(server, "--dialect", dialect)
              : asc(server, "--dialect", dialect, "--api-version", version);

      assertEquals(0, answer.exit(), answer.out() + answer.err());
      assertTrue(answer.out().contains("8 passed, 0 failed, 3 not run"), answer.out());
    }
  }

  @Test
  void serverThatEmbedsIsAskedForVectors() {
    try (Simulator server = server().open()) {
      healthy(server);

      Typed answer = asc(server, "--dialect", "openai", "--embedding-model", "small");

      assertEquals(0, answer.exit(), answer.out() + answer.err());
      assertTrue(answer.out().contains("embeddings           passed"), answer.out());
      assertTrue(answer.out().contains("usage-embeddings     passed"), answer.out());
      assertTrue(answer.out().contains("10 passed, 0 failed, 2 not run"), answer.out());
    }
  }

  @Test
  void whatAServerDoesWrongIsSaid() {
    try (Simulator server = server().open()) {
      server.reply(Reply.failing(Fault.status(500)));
      server.reply(Reply.text("Hello").fault(Fault.cutAfter(1)));
      server.reply(Reply.text("Sunny")).reply(Reply.text("Sunny"));

      Typed answer = asc(server, "--dialect", "compatible");

      assertEquals(1, answer.exit(), answer.out() + answer.err());
      assertTrue(answer.out().contains("whole                failed: "), answer.out());
      assertTrue(answer.out().contains("stream               failed: "), answer.out());
      assertTrue(
          answer.out().contains("usage-stream         not run: there was no reply"), answer.out());
      assertTrue(
          answer.out().contains("tool-whole           failed: tool calls: none"), answer.out());
      assertFalse(answer.out().contains("\tat "), answer.out());
    }
  }

  @Test
  void jsonIsOneObject() {
    try (Simulator server = server().open()) {
      healthy(server);

      Typed answer = asc(server, "--dialect", "openai", "--json");

      assertTrue(
          answer
              .out()
              .startsWith("{\"checks\":[{\"check\":\"whole\",\"verdict\":\"passed\",\"why\":\"\"}"),
          answer.out());
      assertTrue(answer.out().strip().endsWith(",\"failed\":0,\"not_run\":3,\"passed\":8}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conformance",
        "conformance --base-url http://127.0.0.1:1 --model m --dialect x",
        "conformance --base-url http://127.0.0.1:1 --model a\"b",
        "conformance --base-url http://127.0.0.1:1 --model m --dialect anthropic --embedding-model"
            + " m",
      })
  void wrongUsageIsNamed(String typed) {
    Typed answer = Typed.asc(typed.split(" "));

    assertEquals(2, answer.exit(), answer.err());
    assertTrue(answer.err().startsWith("asc: "), answer.err());
  }

  private static SimulatorConfig.Builder server() {
    return Simulator.builder().models("small").requireKey("right");
  }

  private static void healthy(Simulator server) {
    server.reply(Reply.text("Hello").usage(5, 1)).reply(Reply.text("Hello").usage(5, 1));
    Reply tool = Reply.tool("call_1", "weather", "{\"city\":\"Lyon\"}").usage(9, 4);
    server.reply(tool).reply(tool);
  }

  private static Typed asc(Simulator server, String... more) {
    List<String> typed =
        new ArrayList<>(
            List.of("conformance", "--base-url", server.baseUrl().toString(), "--model", "small"));
    typed.addAll(List.of(more));
    return Typed.asc(
        Map.of(
            "OPENAI_API_KEY", "right",
            "ANTHROPIC_API_KEY", "right",
            "MISTRAL_API_KEY", "right",
            "AZURE_OPENAI_API_KEY", "right"),
        typed.toArray(String[]::new));
  }
}
