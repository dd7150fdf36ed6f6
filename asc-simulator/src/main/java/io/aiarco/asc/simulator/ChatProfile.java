package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one provider's Chat Completions differ from OpenAI's own; what a profile does not override
 * is as OpenAI has it. Implementations are immutable.
 */
interface ChatProfile {

  /** How a stream tells a tool call. */
  enum ToolTelling {
    /** Id and name first, then the arguments in fragments. */
    FRAGMENTS,
    /** All in one delta. */
    WHOLE,
    /** In fragments, each of which names index, id and function again. */
    REPEATED
  }

  Dialect dialect();

  default Optional<Service> service(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> Optional.of(Service.CHAT);
      case "/v1/embeddings" -> Optional.of(Service.EMBEDDINGS);
      case "/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  default ReceivedRequest read(long number, HttpRequest request) throws RefusedRequest {
    return OpenAiRequests.read(number, dialect(), request.body(), "");
  }

  default ReceivedRequest readEmbeddings(long number, HttpRequest request) throws RefusedRequest {
    return Embeddings.read(number, dialect(), request.body(), "");
  }

  default String key(HttpRequest request) {
    return Wire.bearer(request);
  }

  default Map<String, String> headers(String id) {
    return Map.of();
  }

  JsonObject error(ProviderError error);

  default List<byte[]> errorEvents(ProviderError error) {
    return List.of(Sse.data(error(error)));
  }

  /** The script as this provider can tell it. */
  default Script adapted(Script script) {
    return script;
  }

  /** The event before the first, if there is one. */
  default List<byte[]> opening() {
    return List.of();
  }

  /** Adds what every reply and chunk carries besides. */
  default JsonObject marked(JsonObject reply) {
    return reply;
  }

  /** Adds what the first level of a whole reply carries besides. */
  default JsonObject closed(JsonObject reply) {
    return reply;
  }

  /** Adds what a whole reply's choice carries besides. */
  default JsonObject choice(JsonObject choice, Said said) {
    return choice;
  }

  /** Adds what a choice of a chunk carries besides. */
  default JsonObject chunkChoice(JsonObject choice, String finishJson) {
    return choice;
  }

  /** Whether a whole reply leaves this choice's message out. */
  default boolean withholds(Said said) {
    return false;
  }

  /** The field in which reasoning is told; empty if it is only counted. */
  default String reasoningField() {
    return "";
  }

  default String finish(Finish finish) {
    return finish.openAi();
  }

  default ToolTelling toolTelling() {
    return ToolTelling.FRAGMENTS;
  }

  default JsonObject usage(TokenUsage usage) {
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

  /** Who the list of models says they belong to. */
  String owner();
}
