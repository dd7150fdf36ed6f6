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
  AZURE(false),
  /** OpenAI Responses: {@code POST /v1/responses}. */
  RESPONSES(false),
  /** Anthropic Messages, version 2026-10-21, at the same paths as the first. */
  ANTHROPIC_2026(false);

  private final boolean atChatPath;

  Dialect(boolean atChatPath) {
    this.atChatPath = atChatPath;
  }

  /** Its name on the command line and in the log. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all, for messages. */
  static String words() {
    return Arrays.stream(values()).map(Dialect::word).collect(Collectors.joining(", "));
  }

  /** Whether it lives at {@code /v1/chat/completions}; one simulator serves one such dialect. */
  boolean atChatPath() {
    return atChatPath;
  }
}
