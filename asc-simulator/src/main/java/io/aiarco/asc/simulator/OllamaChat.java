package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;

/**
 * Ollama (fb30760, openai package and docs/api/openai-compatibility): one choice whatever {@code n}
 * says, tool calls complete in one delta, {@code reasoning}, three types of error. Models whose
 * name ends in {@code cloud} tell neither why they ended nor what they used, unless the script says
 * why (pydantic-ai#2996). Immutable.
 */
final class OllamaChat implements ChatProfile {

  @Override
  public Dialect dialect() {
    return Dialect.OLLAMA;
  }

  @Override
  public ReceivedRequest read(long number, HttpRequest request) throws RefusedRequest {
    refuseImageAddresses(RequestFields.read(request.body()));
    return ChatProfile.super.read(number, request);
  }

  @Override
  public JsonObject error(ProviderError error) {
    JsonObject inner =
        JsonObject.create()
            .with("message", error.message())
            .with("type", typeOf(error.status()))
            .withNull("param")
            .withNull("code");
    return OpenAiErrors.wrapped(inner);
  }

  @Override
  public Script adapted(Script script) {
    Said only = script.only();
    boolean cloud = script.model().endsWith("cloud") && only.scripted() == null;
    return cloud
        ? script.with(List.of(only.ending(Finish.MISSING))).withoutUsage()
        : script.with(List.of(only));
  }

  @Override
  public JsonObject marked(JsonObject reply) {
    return reply.with("system_fingerprint", "fp_ollama");
  }

  @Override
  public String reasoningField() {
    return "reasoning";
  }

  @Override
  public ToolTelling toolTelling() {
    return ToolTelling.WHOLE;
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
    return "library";
  }

  /** Images come as data only. */
  private static void refuseImageAddresses(RequestFields fields) throws RefusedRequest {
    for (RequestFields message : fields.objects("messages")) {
      if (message.isText("content")) {
        continue;
      }
      for (RequestFields part : message.objects("content")) {
        if (part.text("type").equals("image_url")
            && !part.object("image_url").text("url").startsWith("data:")) {
          throw new RefusedRequest("invalid image input", null);
        }
      }
    }
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 400 -> "invalid_request_error";
      case 404 -> "not_found_error";
      default -> "api_error";
    };
  }
}
