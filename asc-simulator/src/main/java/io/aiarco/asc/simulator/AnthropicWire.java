package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Anthropic Messages, in either version, and the counting of their tokens; {@link AnthropicEvents}
 * tells the streams. Immutable.
 */
final class AnthropicWire implements Wire {

  private final AnthropicVersion version;

  AnthropicWire(AnthropicVersion version) {
    this.version = version;
  }

  @Override
  public Dialect dialect() {
    return version.dialect();
  }

  @Override
  public Optional<Service> service(String path) {
    return switch (path) {
      case "/v1/messages" -> Optional.of(Service.CHAT);
      case "/v1/messages/count_tokens" -> Optional.of(Service.TOKEN_COUNT);
      case "/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  @Override
  public ReceivedRequest read(long number, Service service, HttpRequest request)
      throws RefusedRequest {
    if (!request.header("anthropic-version").equals(version.header())) {
      throw new RefusedRequest(
          request.header("anthropic-version").isEmpty()
              ? "anthropic-version: header is required"
              : "anthropic-version: not a valid version (expected: " + version.header() + ")",
          null);
    }
    return new AnthropicRequests(version, service == Service.TOKEN_COUNT)
        .read(number, request.body());
  }

  @Override
  public String key(HttpRequest request) {
    String key = request.header("x-api-key");
    return key.isEmpty() || !version.takesApiKeyHeader() ? Wire.bearer(request) : key;
  }

  @Override
  public Map<String, String> headers(String id) {
    return Map.of("request-id", "req_" + id, "anthropic-organization-id", "org_simulator");
  }

  @Override
  public byte[] whole(Script script) {
    if (script.request().kind() == ReceivedRequest.Kind.TOKEN_COUNT) {
      long tokens =
          script.usage().map(TokenUsage::inputTotal).orElse(script.request().inputWords());
      return JsonObject.create().with("input_tokens", tokens).utf8();
    }
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
    return AnthropicErrors.body(version, error, id).utf8();
  }

  @Override
  public List<byte[]> errorEvents(ProviderError error, String id, int events) {
    return List.of(Sse.named("error", AnthropicErrors.body(version, error, id)));
  }

  @Override
  public int overloadedStatus() {
    return 529;
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    return ModelLists.anthropic(models, createdSeconds);
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
