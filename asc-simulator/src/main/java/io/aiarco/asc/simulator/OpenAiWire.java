package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenAI Chat Completions, and the same as vLLM tells it. Immutable.
 *
 * <p>Shapes after openapi.json 2.3.0 and recorded traffic: streams have no {@code event:} lines,
 * the first chunk carries the role, usage comes only if asked for, in a last chunk without choices,
 * and {@code [DONE]} ends.
 */
final class OpenAiWire implements Wire {

  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Dialect dialect;
  private final boolean vllm;

  OpenAiWire(Dialect dialect) {
    this.dialect = dialect;
    this.vllm = dialect == Dialect.VLLM;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public ReceivedRequest read(long number, HttpRequest request) throws RefusedRequest {
    return OpenAiRequests.read(number, dialect, request.body());
  }

  @Override
  public String key(HttpRequest request) {
    return Wire.bearer(request);
  }

  @Override
  public Map<String, String> headers(String id) {
    return vllm
        ? Map.of()
        : Map.of(
            "x-request-id",
            "req_" + id,
            "openai-version",
            "2020-10-01",
            "openai-processing-ms",
            "1");
  }

  @Override
  public byte[] whole(Script script) {
    JsonObject message = JsonObject.create().with("role", "assistant");
    if (script.deltas().isEmpty() && !script.toolCalls().isEmpty()) {
      message.withNull("content");
    } else {
      message.with("content", script.text());
    }
    message.withNull("refusal");
    if (!script.toolCalls().isEmpty()) {
      message.with(
          "tool_calls",
          script.toolCalls().stream().map(call -> toolCall(JsonObject.create(), call)).toList());
    }
    JsonObject choice =
        JsonObject.create()
            .with("index", 0)
            .with("message", message)
            .withNull("logprobs")
            .with("finish_reason", script.finish().openAi());
    if (vllm) {
      choice.withNull("stop_reason");
    }
    JsonObject completion = head("chat.completion", script).with("choices", List.of(choice));
    script.usage().ifPresent(usage -> completion.with("usage", usage(usage)));
    return tail(completion).utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    List<byte[]> events = new ArrayList<>();
    // A provider that cannot count sends no usage at all, not even the nulls of the earlier chunks.
    boolean usage = includeUsage && script.usage().isPresent();
    JsonObject role = JsonObject.create().with("role", "assistant");
    if (script.deltas().isEmpty() && !script.toolCalls().isEmpty()) {
      role.withNull("content");
    } else {
      role.with("content", "");
    }
    events.add(chunk(script, role.withNull("refusal"), "null", usage));
    for (String delta : script.deltas()) {
      events.add(chunk(script, JsonObject.create().with("content", delta), "null", usage));
    }
    for (int i = 0; i < script.toolCalls().size(); i++) {
      Reply.ToolCall call = script.toolCalls().get(i);
      Reply.ToolCall opening = new Reply.ToolCall(call.id(), call.name(), "");
      JsonObject first = toolCall(JsonObject.create().with("index", i), opening);
      events.add(chunk(script, toolDelta(first), "null", usage));
      for (String fragment : Script.fragments(call.arguments())) {
        JsonObject more =
            JsonObject.create()
                .with("index", i)
                .with("function", JsonObject.create().with("arguments", fragment));
        events.add(chunk(script, toolDelta(more), "null", usage));
      }
    }
    events.add(
        chunk(script, JsonObject.create(), JsonObject.quote(script.finish().openAi()), usage));
    if (usage) {
      JsonObject last = tail(head("chat.completion.chunk", script)).with("choices", List.of());
      script.usage().ifPresent(counts -> last.with("usage", usage(counts)));
      events.add(event(last));
    }
    events.add(DONE);
    return events;
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return errorObject(error).utf8();
  }

  @Override
  public byte[] errorEvent(ProviderError error, String id) {
    return event(errorObject(error));
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    List<JsonObject> data =
        models.stream()
            .map(
                model ->
                    JsonObject.create()
                        .with("id", model)
                        .with("object", "model")
                        .with("created", createdSeconds)
                        .with("owned_by", vllm ? "vllm" : "simulator"))
            .toList();
    return JsonObject.create().with("object", "list").with("data", data).utf8();
  }

  private JsonObject errorObject(ProviderError error) {
    return vllm ? OpenAiErrors.vllm(error) : OpenAiErrors.openAi(error);
  }

  private byte[] chunk(Script script, JsonObject delta, String finishJson, boolean usage) {
    JsonObject choice =
        JsonObject.create()
            .with("index", 0)
            .with("delta", delta)
            .withNull("logprobs")
            .withJson("finish_reason", finishJson);
    JsonObject chunk = tail(head("chat.completion.chunk", script)).with("choices", List.of(choice));
    return event(usage ? chunk.withNull("usage") : chunk);
  }

  private static JsonObject head(String object, Script script) {
    return JsonObject.create()
        .with("id", "chatcmpl-" + script.id())
        .with("object", object)
        .with("created", script.createdSeconds())
        .with("model", script.model());
  }

  private JsonObject tail(JsonObject reply) {
    return vllm
        ? reply
        : reply.with("service_tier", "default").with("system_fingerprint", "fp_simulator");
  }

  private static JsonObject toolCall(JsonObject call, Reply.ToolCall told) {
    return call.with("id", told.id()).with("type", "function").with("function", function(told));
  }

  private static JsonObject function(Reply.ToolCall told) {
    return JsonObject.create().with("name", told.name()).with("arguments", told.arguments());
  }

  private static JsonObject toolDelta(JsonObject call) {
    return JsonObject.create().with("tool_calls", List.of(call));
  }

  private static JsonObject usage(TokenUsage usage) {
    return JsonObject.create()
        .with("prompt_tokens", usage.inputTotal())
        .with("completion_tokens", usage.outputTotal())
        .with("total_tokens", usage.inputTotal() + usage.outputTotal())
        .with(
            "prompt_tokens_details",
            JsonObject.create()
                .with("cached_tokens", usage.cacheRead())
                .with("cache_write_tokens", usage.cacheWrite())
                .with("audio_tokens", 0))
        .with(
            "completion_tokens_details",
            JsonObject.create()
                .with("reasoning_tokens", usage.reasoning())
                .with("audio_tokens", 0));
  }

  private static byte[] event(JsonObject data) {
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
