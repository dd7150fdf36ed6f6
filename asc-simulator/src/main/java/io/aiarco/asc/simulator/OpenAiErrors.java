package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.Map;

/** Error bodies in OpenAI's shape; vLLM's differ in types and in having a number for a code. */
final class OpenAiErrors {

  private OpenAiErrors() {}

  /** The headers of OpenAI's own responses. */
  static Map<String, String> headers(String id) {
    return Map.of(
        "x-request-id", "req_" + id, "openai-version", "2020-10-01", "openai-processing-ms", "1");
  }

  static JsonObject openAi(ProviderError error) {
    JsonObject inner = inner(error, typeOf(error.status()));
    String code = error.code();
    return wrapped(
        code != null ? inner.with("code", code) : inner.withJson("code", codeOf(error.status())));
  }

  static JsonObject vllm(ProviderError error) {
    return wrapped(inner(error, vllmTypeOf(error.status())).with("code", error.status()));
  }

  static JsonObject wrapped(JsonObject inner) {
    return JsonObject.create().with("error", inner);
  }

  private static JsonObject inner(ProviderError error, String typeOfStatus) {
    String type = error.type();
    String param = error.param();
    JsonObject inner =
        JsonObject.create()
            .with("message", error.message())
            .with("type", type != null ? type : typeOfStatus);
    return param == null ? inner.withNull("param") : inner.with("param", param);
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 429 -> "requests";
      case 500, 502, 503, 504 -> "server_error";
      default -> "invalid_request_error";
    };
  }

  private static String codeOf(int status) {
    return switch (status) {
      case 401 -> "\"invalid_api_key\"";
      case 404 -> "\"model_not_found\"";
      case 429 -> "\"rate_limit_exceeded\"";
      case 503 -> "\"server_is_overloaded\"";
      default -> "null";
    };
  }

  private static String vllmTypeOf(int status) {
    return switch (status) {
      case 400 -> "BadRequestError";
      case 401 -> "AuthenticationError";
      case 404 -> "NotFoundError";
      default -> "InternalServerError";
    };
  }
}
