package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mistral's chat completions (shapes as in client-python 05629d2 and in users' recordings).
 * Immutable.
 *
 * <p>Near OpenAI's, but: content is a list where there is reasoning, usage rides on the chunk that
 * finishes whether asked for or not, and tool calls come complete, in that chunk too.
 */
final class MistralWire implements Wire {

  @Override
  public Dialect dialect() {
    return Dialect.MISTRAL;
  }

  @Override
  public Optional<Service> service(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> Optional.of(Service.CHAT);
      case "/v1/embeddings" -> Optional.of(Service.EMBEDDINGS);
      case "/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  @Override
  public ReceivedRequest read(long number, Service service, HttpRequest request)
      throws RefusedRequest {
    return service == Service.EMBEDDINGS
        ? MistralRequests.formed(() -> Embeddings.read(number, dialect(), request.body(), ""))
        : MistralRequests.read(number, request.body());
  }

  @Override
  public String key(HttpRequest request) {
    return Wire.bearer(request);
  }

  @Override
  public Map<String, String> headers(String id) {
    return Map.of("mistral-correlation-id", id, "x-kong-request-id", id);
  }

  @Override
  public byte[] whole(Script script) {
    if (script.request().kind() == ReceivedRequest.Kind.EMBEDDINGS) {
      return Embeddings.whole(script);
    }
    List<JsonObject> choices = new ArrayList<>();
    for (Said said : script.choices()) {
      JsonObject message = JsonObject.create().with("role", "assistant");
      if (said.toolCalls().isEmpty()) {
        message.withNull("tool_calls");
      } else {
        message.with("tool_calls", toolCalls(said));
      }
      choices.add(
          JsonObject.create()
              .with("index", choices.size())
              .with("message", content(message, said))
              .withJson("finish_reason", said.finish().mistral()));
    }
    JsonObject completion = head("chat.completion", script).with("choices", choices);
    script.usage().ifPresent(usage -> completion.with("usage", usage(usage)));
    return completion.utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    List<List<byte[]>> choices = new ArrayList<>();
    for (Said said : script.choices()) {
      choices.add(chunks(script, choices.size(), said));
    }
    List<byte[]> events = Sse.interleaved(choices);
    events.add(Sse.DONE);
    return events;
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return MistralErrors.body(error).utf8();
  }

  @Override
  public List<byte[]> errorEvents(ProviderError error, String id, int events) {
    return List.of(Sse.data(MistralErrors.body(error)));
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    return ModelLists.openAi(models, createdSeconds, "mistralai");
  }

  private static List<byte[]> chunks(Script script, int index, Said said) {
    List<byte[]> events = new ArrayList<>();
    events.add(
        chunk(script, index, JsonObject.create().with("role", "assistant").with("content", "")));
    for (String thought : said.reasoning()) {
      events.add(
          chunk(script, index, JsonObject.create().with("content", List.of(thinking(thought)))));
    }
    for (String delta : said.deltas()) {
      events.add(chunk(script, index, JsonObject.create().with("content", delta)));
    }
    JsonObject last = JsonObject.create().with("content", "");
    if (!said.toolCalls().isEmpty()) {
      last.with("tool_calls", toolCalls(said));
    }
    JsonObject finish = frame(script, index, last, said.finish().mistral());
    script.usage().ifPresent(usage -> finish.with("usage", usage(usage)));
    events.add(Sse.data(finish));
    return events;
  }

  private static byte[] chunk(Script script, int index, JsonObject delta) {
    return Sse.data(frame(script, index, delta, "null"));
  }

  private static JsonObject frame(Script script, int index, JsonObject delta, String finishJson) {
    JsonObject choice =
        JsonObject.create()
            .with("index", index)
            .with("delta", delta)
            .withJson("finish_reason", finishJson);
    return head("chat.completion.chunk", script).with("choices", List.of(choice));
  }

  private static JsonObject head(String object, Script script) {
    return JsonObject.create()
        .with("id", script.id())
        .with("object", object)
        .with("created", script.createdSeconds())
        .with("model", script.model());
  }

  private static JsonObject content(JsonObject message, Said said) {
    if (said.reasoning().isEmpty()) {
      return message.with("content", said.text());
    }
    List<JsonObject> chunks = new ArrayList<>();
    chunks.add(thinking(said.thoughts()));
    if (!said.deltas().isEmpty()) {
      chunks.add(text(said.text()));
    }
    return message.with("content", chunks);
  }

  private static JsonObject thinking(String thought) {
    return JsonObject.create().with("type", "thinking").with("thinking", List.of(text(thought)));
  }

  private static JsonObject text(String text) {
    return JsonObject.create().with("type", "text").with("text", text);
  }

  private static List<JsonObject> toolCalls(Said said) {
    List<JsonObject> calls = new ArrayList<>();
    for (Reply.ToolCall call : said.toolCalls()) {
      calls.add(
          JsonObject.create()
              .with("id", MistralIds.of(call.id()))
              .with(
                  "function",
                  JsonObject.create().with("name", call.name()).with("arguments", call.arguments()))
              .with("index", calls.size()));
    }
    return calls;
  }

  private static JsonObject usage(TokenUsage usage) {
    return JsonObject.create()
        .with("prompt_tokens", usage.inputTotal())
        .with("total_tokens", usage.inputTotal() + usage.outputTotal())
        .with("completion_tokens", usage.outputTotal())
        .with("num_cached_tokens", usage.cacheRead());
  }
}
