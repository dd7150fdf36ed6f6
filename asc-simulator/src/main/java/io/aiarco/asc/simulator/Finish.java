package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;

/** Why a reply ended, in each dialect's own words; where it has none, the nearest it has. */
public enum Finish {
  STOP("stop", "end_turn", "stop"),
  STOP_SEQUENCE("stop", "stop_sequence", "stop"),
  /** The request's output limit. */
  LENGTH("length", "max_tokens", "length"),
  /** The model's context window. */
  CONTEXT_LIMIT("length", "model_context_window_exceeded", "model_length"),
  TOOL_CALLS("tool_calls", "tool_use", "tool_calls"),
  /** The provider's content filter. */
  FILTERED("content_filter", "refusal", "stop"),
  /** The model itself declined; see {@link Reply#refusal}. */
  REFUSED("stop", "refusal", "stop"),
  /** The model failed in the middle. Responses say it with the status {@code failed}. */
  ERROR("error", "end_turn", "error"),
  /** No reason given, though the reply is complete: JSON null. */
  MISSING("", "", "");

  private final String openAi;
  private final String anthropic;
  private final String mistral;

  Finish(String openAi, String anthropic, String mistral) {
    this.openAi = openAi;
    this.anthropic = anthropic;
    this.mistral = mistral;
  }

  /** The word of OpenAI Chat Completions, as JSON. */
  String openAi() {
    return json(openAi);
  }

  /** The word of Anthropic Messages, as JSON. */
  String anthropic() {
    return json(anthropic);
  }

  /** The word of Mistral, as JSON. */
  String mistral() {
    return json(mistral);
  }

  private static String json(String word) {
    return word.isEmpty() ? "null" : JsonObject.quote(word);
  }
}
