package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hugging Face text-generation-inference (3.3.6-dev0, router/src): errors are a string beside
 * {@code error_type}, {@code [DONE]} follows even an error, a reply calls one tool and its id is
 * "0", {@code stop_sequence} is a finish reason. Immutable.
 */
final class TgiChat implements ChatProfile {

  @Override
  public Dialect dialect() {
    return Dialect.TGI;
  }

  @Override
  public Optional<Service> service(String path) {
    return path.equals("/v1/embeddings") ? Optional.empty() : ChatProfile.super.service(path);
  }

  @Override
  public Map<String, String> headers(String id) {
    return Map.of("x-compute-type", "simulator");
  }

  @Override
  public JsonObject error(ProviderError error) {
    return JsonObject.create()
        .with("error", error.message())
        .with("error_type", typeOf(error.status()));
  }

  @Override
  public List<byte[]> errorEvents(ProviderError error) {
    JsonObject inner =
        JsonObject.create()
            .with("message", error.message())
            .with("http_status_code", error.status());
    return List.of(Sse.data(JsonObject.create().with("error", inner)), Sse.DONE);
  }

  @Override
  public Script adapted(Script script) {
    return script.with(
        script.choices().stream()
            .map(
                said ->
                    said.calling(
                        said.toolCalls().stream()
                            .limit(1)
                            .map(call -> new Reply.ToolCall("0", call.name(), call.arguments()))
                            .toList()))
            .toList());
  }

  @Override
  public JsonObject marked(JsonObject reply) {
    return reply.with("system_fingerprint", "3.3.6-dev0-simulator");
  }

  @Override
  public String finish(Finish finish) {
    return finish == Finish.STOP_SEQUENCE ? JsonObject.quote("stop_sequence") : finish.openAi();
  }

  @Override
  public ToolTelling toolTelling() {
    return ToolTelling.REPEATED;
  }

  @Override
  public JsonObject usage(TokenUsage usage) {
    return JsonObject.create()
        .with("prompt_tokens", usage.inputTotal())
        .with("completion_tokens", usage.outputTotal())
        .with("total_tokens", usage.inputTotal() + usage.outputTotal());
  }

  @Override
  public String owner() {
    return "tgi";
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 424 -> "generation";
      case 429 -> "overloaded";
      case 500 -> "incomplete_generation";
      default -> "validation";
    };
  }
}
