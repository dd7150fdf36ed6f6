package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * Error bodies of api.mistral.ai: flat, with {@code object: error} and a code that is a number in a
 * string; a request of the wrong form gets status 422 and FastAPI's list instead. {@code
 * rate_limited} with 1300 as raycast/extensions#31107 (2026-09-14) quotes it, 3230 and 3280 as
 * datapizza-ai#98 and nearai/ironclaw#1241 do; the words for other statuses are guesses.
 */
final class MistralErrors {

  private MistralErrors() {}

  /** A request whose order or ids break Mistral's rules: status 400. */
  static RefusedRequest rule(String message, String type, String code) {
    return new RefusedRequest(new ProviderError(400, message, type, code, null));
  }

  /** A request of the wrong form: status 422, naming the field. */
  static RefusedRequest form(String message, String type, String field) {
    return new RefusedRequest(new ProviderError(422, message, type, null, field));
  }

  static JsonObject body(ProviderError error) {
    String param = error.param();
    if (error.status() == 422) {
      return JsonObject.create().with("detail", List.of(detail(error)));
    }
    String type = error.type();
    String code = error.code();
    JsonObject body =
        JsonObject.create()
            .with("object", "error")
            .with("message", error.message())
            .with("type", type != null ? type : typeOf(error.status()));
    body.withJson("param", param == null ? "null" : JsonObject.quote(param));
    return body.withJson("code", code != null ? JsonObject.quote(code) : codeOf(error.status()))
        .with("raw_status_code", error.status());
  }

  private static JsonObject detail(ProviderError error) {
    String type = error.type();
    String param = error.param();
    StringBuilder loc = new StringBuilder("[\"body\"");
    if (param != null) {
      Arrays.stream(param.split("\\."))
          .forEach(
              step ->
                  loc.append(',')
                      .append(
                          step.chars().allMatch(Character::isDigit)
                              ? step
                              : JsonObject.quote(step)));
    }
    return JsonObject.create()
        .with("type", type != null ? type : "value_error")
        .withJson("loc", loc + "]")
        .with("msg", error.message());
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 404 -> "invalid_model";
      case 429 -> "rate_limited";
      default -> status < 500 ? "invalid_request_error" : "internal_server_error";
    };
  }

  private static String codeOf(int status) {
    return switch (status) {
      case 404 -> "\"1500\"";
      case 429 -> "\"1300\"";
      default -> status < 500 ? "null" : "\"1000\"";
    };
  }
}
