package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;

/**
 * vLLM (vllm/entrypoints/openai, chat_completion and engine protocol): {@code error.code} is a
 * number, a whole reply's choice has {@code stop_reason}, reasoning is told in {@code reasoning}.
 * Immutable.
 */
final class VllmChat implements ChatProfile {

  @Override
  public Dialect dialect() {
    return Dialect.VLLM;
  }

  @Override
  public JsonObject error(ProviderError error) {
    return OpenAiErrors.vllm(error);
  }

  @Override
  public JsonObject choice(JsonObject choice, Said said) {
    return choice.withNull("stop_reason");
  }

  @Override
  public String reasoningField() {
    return "reasoning";
  }

  @Override
  public String owner() {
    return "vllm";
  }
}
