package io.aiarco.asc.wire.error;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.wire.json.ProviderJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider's error says in words meant for programs; its prose is never kept. Shapes, in the
 * order tried: {@code {"error":{...}}} (OpenAI, Anthropic, vLLM), {@code {"response":{"error":
 * {...}}}} (OpenAI Responses), {@code {"error":"text","error_type":...}} (TGI), the error's fields
 * at the top (Mistral), anything else (a gateway's JSON, HTML, nothing).
 *
 * @param words codes and types, the most telling first
 * @param status the HTTP status the body itself names; 0 for none. Immutable.
 */
record ErrorBody(List<String> words, int status) {
  private static final ErrorBody NONE = new ErrorBody(List.of(), 0);

  /** What the first {@code length} bytes say. */
  static ErrorBody of(byte[] body, int length) {
    return ProviderJson.object(body, length).map(ErrorBody::of).orElse(NONE);
  }

  private static ErrorBody of(JsonNode root) {
    JsonNode own = root.path("error");
    JsonNode nested = own.isObject() ? own : root.path("response").path("error");
    JsonNode error = nested.isObject() ? nested : root;
    List<String> words = new ArrayList<>();
    ProviderJson.text(error.path("details"), "error_code").ifPresent(words::add);
    ProviderJson.text(error, "code").ifPresent(words::add);
    ProviderJson.text(error.path("innererror"), "code").ifPresent(words::add);
    ProviderJson.text(error, "type").filter(type -> !type.equals("error")).ifPresent(words::add);
    ProviderJson.text(root, "error_type").ifPresent(words::add);
    return new ErrorBody(List.copyOf(words), status(error));
  }

  /** The most telling word, safe to show; empty for none. */
  Optional<String> providerCode() {
    return words.stream().findFirst().map(ErrorBody::sanitized).filter(code -> !code.isEmpty());
  }

  /** vLLM, TGI and OpenRouter say the status in the body, under a name of their own. */
  private static int status(JsonNode error) {
    for (String field :
        List.of("code", "status", "status_code", "http_status_code", "raw_status_code")) {
      JsonNode value = error.path(field);
      if (value.isInt() && value.intValue() >= 400 && value.intValue() <= 599) {
        return value.intValue();
      }
    }
    return 0;
  }

  /** At most 64 of {@code [A-Za-z0-9_.-]}: a code may come from anywhere, even echo a prompt. */
  private static String sanitized(String code) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < code.length() && clean.length() < 64; i++) {
      char c = code.charAt(i);
      if (c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '_'
          || c == '.'
          || c == '-') {
        clean.append(c);
      }
    }
    return clean.toString();
  }
}
