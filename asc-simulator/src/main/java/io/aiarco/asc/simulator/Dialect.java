package io.aiarco.asc.simulator;

/** The wire a request was made in. */
public enum Dialect {
  /** OpenAI Chat Completions: {@code POST /v1/chat/completions}, {@code GET /v1/models}. */
  OPENAI(true),
  /** Anthropic Messages, version 2023-06-01: {@code POST /v1/messages}, {@code GET /v1/models}. */
  ANTHROPIC(false),
  /**
   * OpenAI's paths as vLLM serves them: no request id header, {@code error.code} a number, {@code
   * stop_reason}.
   */
  VLLM(true);

  private final boolean sharesChatPath;

  Dialect(boolean sharesChatPath) {
    this.sharesChatPath = sharesChatPath;
  }

  /**
   * Whether it lives at {@code /v1/chat/completions}, where one simulator serves but one dialect.
   */
  boolean sharesChatPath() {
    return sharesChatPath;
  }
}
