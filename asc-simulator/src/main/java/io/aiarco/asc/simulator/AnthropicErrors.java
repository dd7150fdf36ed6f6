package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;

/**
 * Error bodies of Anthropic (API reference, Errors): the type follows from the status; the newer
 * version says the exact reason in {@code details.error_code} (error classes of SDK 1.12.0).
 */
final class AnthropicErrors {

  private AnthropicErrors() {}

  static JsonObject body(AnthropicVersion version, ProviderError error, String id) {
    boolean quota = error.equals(ProviderError.QUOTA_EXHAUSTED) && version.detailsErrors();
    String type = quota ? null : error.type();
    String code = quota ? "enforced_spend_limit_reached" : error.code();
    JsonObject inner =
        JsonObject.create()
            .with("type", type != null ? type : typeOf(error.status()))
            .with("message", error.message());
    if (version.detailsErrors() && code != null) {
      inner.with("details", JsonObject.create().with("error_code", code));
    }
    return JsonObject.create()
        .with("type", "error")
        .with("error", inner)
        .with("request_id", "req_" + id);
  }

  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
