package io.aiarco.asc.wire.error;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;

/** The error object of OpenAI's protocols: {@code {"error":{message,type,param,code}}}. */
public final class OpenAiErrors {
  private OpenAiErrors() {}

  /** The body of an answer with an error status. */
  public static byte[] body(ErrorAnswer error) {
    return RequestBody.of(json -> write(json, error));
  }

  /** Writes the field {@code error}. */
  public static void write(JsonGenerator json, ErrorAnswer error) throws IOException {
    json.writeObjectFieldStart("error");
    RequestBody.text(json, "message", error.message());
    json.writeStringField("type", type(error.status()));
    json.writeNullField("param");
    json.writeStringField("code", error.code());
    json.writeEndObject();
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
