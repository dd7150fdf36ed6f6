package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenAI Responses; {@link ResponsesEvents} tells the streams. Immutable. */
final class ResponsesWire implements Wire {

  @Override
  public Dialect dialect() {
    return Dialect.OPENAI_RESPONSES;
  }

  @Override
  public Optional<Service> service(String path) {
    return switch (path) {
      case "/v1/responses" -> Optional.of(Service.CHAT);
      case "/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  @Override
  public ReceivedRequest read(long number, Service service, HttpRequest request)
      throws RefusedRequest {
    return ResponsesRequests.read(number, request.body());
  }

  @Override
  public String key(HttpRequest request) {
    return Wire.bearer(request);
  }

  @Override
  public Map<String, String> headers(String id) {
    return OpenAiErrors.headers(id);
  }

  @Override
  public byte[] whole(Script script) {
    return new ResponsesItems(script).ended().utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    return new ResponsesEvents(script).events();
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return OpenAiErrors.openAi(error).utf8();
  }

  /**
   * An {@code error} event (ResponseErrorEvent), numbered on; no {@code response.failed} follows.
   */
  @Override
  public List<byte[]> errorEvents(ProviderError error, String id, int events) {
    String code = error.code();
    String param = error.param();
    JsonObject rest =
        JsonObject.create()
            .with("code", code != null ? code : "server_error")
            .with("message", error.message())
            .withJson("param", param == null ? "null" : JsonObject.quote(param));
    return List.of(ResponsesEvents.event("error", events, rest));
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    return ModelLists.openAi(models, createdSeconds, "simulator");
  }
}
