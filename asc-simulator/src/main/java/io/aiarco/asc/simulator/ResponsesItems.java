package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The response object of OpenAI Responses and the items in it (openapi.json 2.3.0, Response and
 * OutputItem). Immutable, for one reply.
 */
record ResponsesItems(Script script) {

  /** The end of a response in the words of its status. */
  String status() {
    return switch (script.only().finish()) {
      case LENGTH, CONTEXT_LIMIT, FILTERED -> "incomplete";
      case ERROR -> "failed";
      default -> "completed";
    };
  }

  /** The response as it stands when it ends. */
  JsonObject ended() {
    List<JsonObject> output = new ArrayList<>();
    Said said = script.only();
    if (!said.reasoning().isEmpty()) {
      output.add(reasoning(Optional.of(said.thoughts())));
    }
    if (!said.deltas().isEmpty()) {
      output.add(message(itemStatus(), List.of(part(said.text()))));
    }
    for (int i = 0; i < said.toolCalls().size(); i++) {
      output.add(call(i, said.toolCalls().get(i).arguments(), "completed"));
    }
    JsonObject response = response(status(), output);
    script.usage().ifPresent(usage -> response.with("usage", usage(usage)));
    return response;
  }

  /** The response without its end: no usage yet. */
  JsonObject begun() {
    JsonObject response = response("in_progress", List.of());
    return script.usage().isPresent() ? response.withNull("usage") : response;
  }

  String itemStatus() {
    return status().equals("completed") ? "completed" : "incomplete";
  }

  /** A reasoning item; its provider state is told only to who asked for it. */
  JsonObject reasoning(Optional<String> summary) {
    JsonObject item =
        JsonObject.create()
            .with("id", reasoningId())
            .with("type", "reasoning")
            .with("summary", summary.map(text -> List.of(summary(text))).orElse(List.of()));
    return script.request().include().contains("reasoning.encrypted_content")
        ? item.with("encrypted_content", sealed())
        : item;
  }

  static JsonObject summary(String text) {
    return JsonObject.create().with("type", "summary_text").with("text", text);
  }

  JsonObject message(String status, List<JsonObject> content) {
    return JsonObject.create()
        .with("id", messageId())
        .with("type", "message")
        .with("status", status)
        .with("role", "assistant")
        .with("content", content);
  }

  /** A part of the message: text, or a refusal. */
  JsonObject part(String text) {
    return script.only().refusal()
        ? JsonObject.create().with("type", "refusal").with("refusal", text)
        : JsonObject.create()
            .with("type", "output_text")
            .with("annotations", List.of())
            .with("logprobs", List.of())
            .with("text", text);
  }

  JsonObject call(int index, String arguments, String status) {
    Reply.ToolCall call = script.only().toolCalls().get(index);
    return JsonObject.create()
        .with("id", callItemId(index))
        .with("type", "function_call")
        .with("status", status)
        .with("arguments", arguments)
        .with("call_id", call.id())
        .with("name", call.name());
  }

  String reasoningId() {
    return "rs_" + script.id();
  }

  String messageId() {
    return "msg_" + script.id();
  }

  String callItemId(int index) {
    return "fc_" + script.id() + "_" + index;
  }

  private String sealed() {
    return Base64.getEncoder()
        .encodeToString(("reasoning of " + script.id()).getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject response(String status, List<JsonObject> output) {
    JsonObject response =
        JsonObject.create()
            .with("id", "resp_" + script.id())
            .with("object", "response")
            .with("created_at", script.createdSeconds())
            .with("status", status);
    if (status.equals("failed")) {
      response.with(
          "error",
          JsonObject.create()
              .with("code", "server_error")
              .with("message", "The model failed (simulated)."));
    } else {
      response.withNull("error");
    }
    if (status.equals("incomplete")) {
      boolean filtered = script.only().finish() == Finish.FILTERED;
      response.with(
          "incomplete_details",
          JsonObject.create().with("reason", filtered ? "content_filter" : "max_output_tokens"));
    } else {
      response.withNull("incomplete_details");
    }
    return response
        .with("model", script.model())
        .with("output", output)
        .with("parallel_tool_calls", true)
        .withNull("previous_response_id")
        .with("store", script.request().stored())
        .with("tool_choice", "auto")
        .with("tools", List.of())
        .with("truncation", "disabled");
  }

  private static JsonObject usage(TokenUsage usage) {
    return JsonObject.create()
        .with("input_tokens", usage.inputTotal())
        .with(
            "input_tokens_details",
            JsonObject.create()
                .with("cached_tokens", usage.cacheRead())
                .with("cache_write_tokens", usage.cacheWrite()))
        .with("output_tokens", usage.outputTotal())
        .with(
            "output_tokens_details",
            JsonObject.create().with("reasoning_tokens", usage.reasoning()))
        .with("total_tokens", usage.inputTotal() + usage.outputTotal());
  }
}
