package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Anthropic Messages, version 2023-06-01. Immutable.
 *
 * <p>Every event is named, nothing but {@code message_stop} ends a stream, a ping comes early,
 * {@code message_start} carries the first usage and {@code message_delta} the cumulative one.
 */
final class AnthropicWire implements Wire {

  @Override
  public Dialect dialect() {
    return Dialect.ANTHROPIC;
  }

  @Override
  public ReceivedRequest read(long number, HttpRequest request) throws RefusedRequest {
    return AnthropicRequests.read(number, request.header("anthropic-version"), request.body());
  }

  @Override
  public String key(HttpRequest request) {
    String key = request.header("x-api-key");
    return key.isEmpty() ? Wire.bearer(request) : key;
  }

  @Override
  public Map<String, String> headers(String id) {
    return Map.of("request-id", "req_" + id, "anthropic-organization-id", "org_simulator");
  }

  @Override
  public byte[] whole(Script script) {
    List<JsonObject> content = new ArrayList<>();
    if (!script.deltas().isEmpty()) {
      content.add(JsonObject.create().with("type", "text").with("text", script.text()));
    }
    for (Reply.ToolCall call : script.toolCalls()) {
      content.add(toolUse(call, call.arguments().isEmpty() ? "{}" : call.arguments()));
    }
    JsonObject message =
        message(script, content)
            .with("stop_reason", script.finish().anthropic())
            .withNull("stop_sequence");
    script.usage().ifPresent(usage -> message.with("usage", usage(usage, usage.outputTotal())));
    return message.utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    List<byte[]> events = new ArrayList<>();
    JsonObject message =
        message(script, List.of()).withNull("stop_reason").withNull("stop_sequence");
    script
        .usage()
        .ifPresent(usage -> message.with("usage", usage(usage, Math.min(1, usage.outputTotal()))));
    events.add(event("message_start", typed("message_start").with("message", message)));
    events.add(event("ping", typed("ping")));
    int index = 0;
    if (!script.deltas().isEmpty()) {
      start(events, index, JsonObject.create().with("type", "text").with("text", ""));
      for (String delta : script.deltas()) {
        delta(events, index, JsonObject.create().with("type", "text_delta").with("text", delta));
      }
      stop(events, index++);
    }
    for (Reply.ToolCall call : script.toolCalls()) {
      start(events, index, toolUse(call, "{}"));
      // The first fragment is empty at the real provider, and the only one of a tool without
      // arguments.
      argument(events, index, "");
      for (String fragment : Script.fragments(call.arguments())) {
        argument(events, index, fragment);
      }
      stop(events, index++);
    }
    JsonObject end =
        typed("message_delta")
            .with(
                "delta",
                JsonObject.create()
                    .with("stop_reason", script.finish().anthropic())
                    .withNull("stop_sequence"));
    script.usage().ifPresent(usage -> end.with("usage", usage(usage, usage.outputTotal())));
    events.add(event("message_delta", end));
    events.add(event("message_stop", typed("message_stop")));
    return events;
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return errorObject(error, id).utf8();
  }

  @Override
  public byte[] errorEvent(ProviderError error, String id) {
    return event("error", errorObject(error, id));
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    String created = Instant.ofEpochSecond(createdSeconds).toString();
    List<JsonObject> data =
        models.stream()
            .map(
                model ->
                    typed("model")
                        .with("id", model)
                        .with("display_name", model)
                        .with("created_at", created))
            .toList();
    JsonObject list = JsonObject.create().with("data", data).with("has_more", false);
    if (models.isEmpty()) {
      return list.withNull("first_id").withNull("last_id").utf8();
    }
    return list.with("first_id", models.get(0))
        .with("last_id", models.get(models.size() - 1))
        .utf8();
  }

  private static JsonObject errorObject(ProviderError error, String id) {
    String type = error.type();
    JsonObject inner =
        typed(type != null ? type : typeOf(error.status())).with("message", error.message());
    return typed("error").with("error", inner).with("request_id", "req_" + id);
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static JsonObject message(Script script, List<JsonObject> content) {
    return JsonObject.create()
        .with("id", "msg_" + script.id())
        .with("type", "message")
        .with("role", "assistant")
        .with("model", script.model())
        .with("content", content);
  }

  private static JsonObject toolUse(Reply.ToolCall call, String inputJson) {
    return typed("tool_use")
        .with("id", call.id())
        .with("name", call.name())
        .withJson("input", inputJson);
  }

  private static JsonObject usage(TokenUsage usage, long outputSoFar) {
    return JsonObject.create()
        .with("input_tokens", usage.input())
        .with("cache_creation_input_tokens", usage.cacheWrite())
        .with("cache_read_input_tokens", usage.cacheRead())
        .with("output_tokens", outputSoFar);
  }

  private static void start(List<byte[]> events, int index, JsonObject block) {
    events.add(
        event(
            "content_block_start",
            typed("content_block_start").with("index", index).with("content_block", block)));
  }

  private static void argument(List<byte[]> events, int index, String fragment) {
    delta(events, index, typed("input_json_delta").with("partial_json", fragment));
  }

  private static void delta(List<byte[]> events, int index, JsonObject delta) {
    events.add(
        event(
            "content_block_delta",
            typed("content_block_delta").with("index", index).with("delta", delta)));
  }

  private static void stop(List<byte[]> events, int index) {
    events.add(event("content_block_stop", typed("content_block_stop").with("index", index)));
  }

  private static JsonObject typed(String type) {
    return JsonObject.create().with("type", type);
  }

  private static byte[] event(String name, JsonObject data) {
    return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
