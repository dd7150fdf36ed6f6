package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;

/** Azure's content filter results (learn.microsoft.com, Content filtering, annotations). */
final class AzureFilter {

  private AzureFilter() {}

  /** Of the four categories; {@code filtered} says that violence was found. */
  static JsonObject results(boolean filtered) {
    return JsonObject.create()
        .with("hate", category(false))
        .with("self_harm", category(false))
        .with("sexual", category(false))
        .with("violence", category(filtered));
  }

  static List<JsonObject> ofPrompt() {
    return List.of(
        JsonObject.create().with("prompt_index", 0).with("content_filter_results", results(false)));
  }

  /** The error of a prompt that was not let through. */
  static JsonObject refusal(ProviderError error) {
    return JsonObject.create()
        .with("message", error.message())
        .withNull("type")
        .with("param", "prompt")
        .with("code", "content_filter")
        .with("status", error.status())
        .with(
            "innererror",
            JsonObject.create()
                .with("code", "ResponsibleAIPolicyViolation")
                .with("content_filter_result", results(true)));
  }

  private static JsonObject category(boolean filtered) {
    return JsonObject.create()
        .with("filtered", filtered)
        .with("severity", filtered ? "high" : "safe");
  }
}
