package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure OpenAI, by deployment with an {@code api-version} or at {@code /openai/v1} without
 * (learn.microsoft.com, Azure OpenAI REST API and its lifecycle page; recorded traffic): content
 * filter results everywhere, a first event without choices. Immutable.
 */
final class AzureChat implements ChatProfile {

  private static final Pattern DEPLOYMENT =
      Pattern.compile("/openai/deployments/([^/]+)/(chat/completions|embeddings)");

  @Override
  public Dialect dialect() {
    return Dialect.AZURE_OPENAI;
  }

  @Override
  public Optional<Service> service(String path) {
    Matcher dated = DEPLOYMENT.matcher(path);
    String place = dated.matches() ? dated.group(2) : path;
    return switch (place) {
      case "chat/completions", "/openai/v1/chat/completions" -> Optional.of(Service.CHAT);
      case "embeddings", "/openai/v1/embeddings" -> Optional.of(Service.EMBEDDINGS);
      case "/openai/v1/models" -> Optional.of(Service.MODELS);
      default -> Optional.empty();
    };
  }

  @Override
  public ReceivedRequest read(long number, HttpRequest request) throws RefusedRequest {
    return OpenAiRequests.read(number, dialect(), request.body(), deployment(request));
  }

  @Override
  public ReceivedRequest readEmbeddings(long number, HttpRequest request) throws RefusedRequest {
    return Embeddings.read(number, dialect(), request.body(), deployment(request));
  }

  /** The deployment that the path names; empty at the undated path, which needs no version. */
  private static String deployment(HttpRequest request) throws RefusedRequest {
    Matcher dated = DEPLOYMENT.matcher(request.path());
    if (!dated.matches()) {
      return "";
    }
    if (request.parameter("api-version").isEmpty()) {
      throw new RefusedRequest(ProviderError.of(404, "Resource not found"));
    }
    return dated.group(1);
  }

  /** {@code api-key}, or the bearer token of Entra ID. */
  @Override
  public String key(HttpRequest request) {
    String key = request.header("api-key");
    return key.isEmpty() ? Wire.bearer(request) : key;
  }

  @Override
  public Map<String, String> headers(String id) {
    return Map.of(
        "apim-request-id", id,
        "x-request-id", id,
        "x-ms-region", "Sweden Central",
        "x-ms-is-spilled-over", "false",
        "x-ms-rai-invoked", "true");
  }

  /**
   * The gateway's own errors are a status and a message; those of the model service have OpenAI's
   * shape, and a filtered prompt names its filters.
   */
  @Override
  public JsonObject error(ProviderError error) {
    if (error.status() != 400) {
      String code = error.code();
      return OpenAiErrors.wrapped(
          JsonObject.create()
              .with("code", code != null ? code : Integer.toString(error.status()))
              .with("message", error.message()));
    }
    return "content_filter".equals(error.code())
        ? OpenAiErrors.wrapped(AzureFilter.refusal(error))
        : OpenAiErrors.openAi(error);
  }

  @Override
  public List<byte[]> opening() {
    return List.of(
        Sse.data(
            JsonObject.create()
                .with("choices", List.of())
                .with("created", 0)
                .with("id", "")
                .with("model", "")
                .with("object", "")
                .with("prompt_filter_results", AzureFilter.ofPrompt())));
  }

  @Override
  public JsonObject marked(JsonObject reply) {
    return reply.with("system_fingerprint", "fp_simulator");
  }

  @Override
  public JsonObject closed(JsonObject reply) {
    return reply.with("prompt_filter_results", AzureFilter.ofPrompt());
  }

  @Override
  public JsonObject choice(JsonObject choice, Said said) {
    boolean filtered = said.finish() == Finish.FILTERED;
    return choice.with("content_filter_results", AzureFilter.results(filtered));
  }

  @Override
  public JsonObject chunkChoice(JsonObject choice, String finishJson) {
    boolean filtered = finishJson.equals(Finish.FILTERED.openAi());
    return choice.with("content_filter_results", AzureFilter.results(filtered));
  }

  /** A filtered choice that had said nothing yet has no message at all. */
  @Override
  public boolean withholds(Said said) {
    return said.finish() == Finish.FILTERED && said.deltas().isEmpty();
  }

  @Override
  public String owner() {
    return "azure";
  }
}
