package io.aiarco.asc.wire.openai;

import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.json.RequestBody;

/** The protocol's error object: {@code {"error":{message,type,param,code}}}. */
final class OpenAiErrors {
  private OpenAiErrors() {}

  static byte[] body(ErrorAnswer error) {
    return RequestBody.of(
        json -> {
          json.writeObjectFieldStart("error");
          RequestBody.text(json, "message", error.message());
          json.writeStringField("type", type(error.status()));
          json.writeNullField("param");
          json.writeStringField("code", error.code());
          json.writeEndObject();
        });
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 409 -> "conflict_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
