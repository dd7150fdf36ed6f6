package io.aiarco.asc.simulator;

import org.jspecify.annotations.Nullable;

/**
 * An error to be told in a dialect's own shape. Absent {@code type} and {@code code} are filled in
 * by the dialect from the status; {@code param} names the request's offending field where there is
 * one.
 */
record ProviderError(
    int status,
    String message,
    @Nullable String type,
    @Nullable String code,
    @Nullable String param) {

  static final ProviderError QUOTA_EXHAUSTED =
      new ProviderError(
          429,
          "You exceeded your current quota (simulated).",
          "insufficient_quota",
          "credit_balance_exhausted",
          null);

  static final ProviderError PROMPT_FILTERED =
      new ProviderError(
          400,
          "The response was filtered due to the prompt triggering the content policy (simulated).",
          null,
          "content_filter",
          "prompt");

  static ProviderError of(int status, String message) {
    return new ProviderError(status, message, null, null, null);
  }

  static ProviderError badRequest(String message, @Nullable String param) {
    return new ProviderError(400, message, null, null, param);
  }
}
