package io.aiarco.asc.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The wire a request was made in. */
public enum Dialect {
  /** OpenAI Chat Completions: {@code POST /v1/chat/completions}, {@code GET /v1/models}. */
  OPENAI(true),
  /**
   * Anthropic Messages, version 2023-06-01: {@code POST /v1/messages}, {@code POST
   * /v1/messages/count_tokens}, {@code GET /v1/models}.
   */
  ANTHROPIC(false),
  /**
   * OpenAI's paths as vLLM serves them: no request id header, {@code error.code} a number, {@code
   * stop_reason}.
   */
  VLLM(true),
  /**
   * Mistral at OpenAI's paths: content lists, usage on the chunk that finishes, complete tool calls
   * with ids of nine, errors of its own, unknown fields refused.
   */
  MISTRAL(true),
  /**
   * Azure OpenAI: {@code POST /openai/deployments/{name}/chat/completions?api-version=…} and {@code
   * POST /openai/v1/chat/completions}, with content-filter results.
   */
  AZURE_OPENAI(false),
  /** OpenAI Responses: {@code POST /v1/responses}. */
  OPENAI_RESPONSES(false),
  /** Anthropic Messages, version 2026-10-21, at the same paths as the first. */
  ANTHROPIC_2026(false),
  /**
   * OpenAI's paths as text-generation-inference serves them: errors as a string, {@code [DONE]}
   * after an error, one tool call with the id "0".
   */
  TGI(true),
  /**
   * OpenAI's paths as Ollama serves them: one choice, complete tool calls, finish reasons missing.
   */
  OLLAMA(true);

  private final boolean atChatPath;

  Dialect(boolean atChatPath) {
    this.atChatPath = atChatPath;
  }

  /** Its name on the command line and in the log, such as {@code anthropic-2026}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The dialect with this {@link #word}; {@link IllegalArgumentException} names them all. */
  public static Dialect named(String word) {
    for (Dialect dialect : values()) {
      if (dialect.word().equals(word)) {
        return dialect;
      }
    }
    String words = Arrays.stream(values()).map(Dialect::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("dialect: " + word + " (expected: one of " + words + ")");
  }

  /** Whether it lives at {@code /v1/chat/completions}; one simulator serves one such dialect. */
  boolean atChatPath() {
    return atChatPath;
  }
}
