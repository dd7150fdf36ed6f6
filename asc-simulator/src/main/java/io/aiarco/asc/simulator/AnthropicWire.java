package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anthropic Messages, version 2023-06-01; {@link AnthropicEvents} tells the streams. Immutable. */
final class AnthropicWire implements Wire {

  @Override
  public Dialect dialect() {
    return Dialect.ANTHROPIC;
  }

  @Override
  public Optional<Service> service(String path) {
    return switch (path) {
      case "/v1/messages" -> Optional.of(Service.CHAT);
      case "/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  @Override
  public ReceivedRequest read(long number, Service service, HttpRequest request)
      throws RefusedRequest {
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
    Said said = script.only();
    List<JsonObject> content = new ArrayList<>();
    if (!said.reasoning().isEmpty()) {
      content.add(thinking(said.thoughts(), signature(script)));
    }
    if (!said.deltas().isEmpty()) {
      content.add(typed("text").with("text", said.text()));
    }
    for (Reply.ToolCall call : said.toolCalls()) {
      content.add(toolUse(call, call.arguments().isEmpty() ? "{}" : call.arguments()));
    }
    JsonObject message = stopped(message(script, content), said);
    script.usage().ifPresent(usage -> message.with("usage", usage(usage, usage.outputTotal())));
    return message.utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    return new AnthropicEvents(script).events();
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return errorObject(error, id).utf8();
  }

  @Override
  public List<byte[]> errorEvents(ProviderError error, String id, int events) {
    return List.of(Sse.named("error", errorObject(error, id)));
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    return ModelLists.anthropic(models, createdSeconds);
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

  static JsonObject message(Script script, List<JsonObject> content) {
    return JsonObject.create()
        .with("id", "msg_" + script.id())
        .with("type", "message")
        .with("role", "assistant")
        .with("model", script.model())
        .with("content", content);
  }

  static JsonObject toolUse(Reply.ToolCall call, String inputJson) {
    return typed("tool_use")
        .with("id", call.id())
        .with("name", call.name())
        .withJson("input", inputJson);
  }

  static JsonObject usage(TokenUsage usage, long outputSoFar) {
    JsonObject counts =
        JsonObject.create()
            .with("input_tokens", usage.input())
            .with("cache_creation_input_tokens", usage.cacheWrite())
            .with("cache_read_input_tokens", usage.cacheRead())
            .with("output_tokens", outputSoFar);
    return usage.reasoning() == 0
        ? counts
        : counts.with(
            "output_tokens_details",
            JsonObject.create().with("thinking_tokens", usage.reasoning()));
  }

  /** Adds why the message stopped; a refusal says so in {@code stop_details} too. */
  static JsonObject stopped(JsonObject message, Said said) {
    message.withJson("stop_reason", said.finish().anthropic()).withNull("stop_sequence");
    return said.refusal()
        ? message.with(
            "stop_details",
            typed("refusal").with("category", "general_harms").with("explanation", said.text()))
        : message;
  }

  static JsonObject thinking(String thoughts, String signature) {
    return typed("thinking").with("thinking", thoughts).with("signature", signature);
  }

  /** Stands for the provider's signature: opaque, and the same for the same exchange. */
  static String signature(Script script) {
    return Base64.getEncoder()
        .encodeToString(("signature of " + script.id()).getBytes(StandardCharsets.UTF_8));
  }

  static JsonObject typed(String type) {
    return JsonObject.create().with("type", type);
  }
}
