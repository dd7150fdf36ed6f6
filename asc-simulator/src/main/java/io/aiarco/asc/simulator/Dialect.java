package io.aiarco.asc.simulator;

/** The wire a request was made in. */
public enum Dialect {
  /** OpenAI Chat Completions: {@code POST /v1/chat/completions}, {@code GET /v1/models}. */
  OPENAI,
  /** Anthropic Messages, version 2023-06-01: {@code POST /v1/messages}, {@code GET /v1/models}. */
  ANTHROPIC,
  /**
   * OpenAI's paths as vLLM serves them: no request id header, {@code error.code} a number, {@code
   * stop_reason}.
   */
  VLLM
}
