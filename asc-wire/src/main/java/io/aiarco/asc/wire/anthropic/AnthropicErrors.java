package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.json.RequestBody;

/**
 * The protocol's error object: {@code {"type":"error","error":{type,message,details},
 * "request_id"}}.
 */
final class AnthropicErrors {
  private AnthropicErrors() {}

  static byte[] body(ErrorAnswer error) {
    return RequestBody.of(
        json -> {
          json.writeStringField("type", "error");
          json.writeObjectFieldStart("error");
          json.writeStringField("type", type(error.status()));
          RequestBody.text(json, "message", error.message());
          json.writeObjectFieldStart("details");
          json.writeStringField("error_code", error.code());
          json.writeEndObject();
          json.writeEndObject();
          if (!error.requestId().isEmpty()) {
            json.writeStringField("request_id", error.requestId());
          }
        });
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 429 -> "rate_limit_error";
      case 503 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
