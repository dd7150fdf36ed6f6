package io.aiarco.asc.telemetry;

import java.util.List;

/**
 * Names of the OpenTelemetry semantic conventions for generative AI, as published up to version
 * 1.41 of the conventions and emitted by the instrumentation in use today (read 2026-11-21). They
 * stand here as plain text, because the constants exist only in an alpha artifact.
 */
public final class GenAiNames {
  /** Span and metric attribute: {@code chat}, {@code embeddings} */
  public static final String OPERATION_NAME = "gen_ai.operation.name";

  /** Span and metric attribute: the provider, by the configuration's name for it. */
  public static final String PROVIDER_NAME = "gen_ai.provider.name";

  /** Span and metric attribute: the model asked for. */
  public static final String REQUEST_MODEL = "gen_ai.request.model";

  /** Span attribute: set, and true, when the caller reads a stream. */
  public static final String REQUEST_STREAM = "gen_ai.request.stream";

  /** Span attribute: the model the provider says it used. */
  public static final String RESPONSE_MODEL = "gen_ai.response.model";

  /** Span attribute: seconds to the first content of a stream. */
  public static final String RESPONSE_TIME_TO_FIRST_CHUNK = "gen_ai.response.time_to_first_chunk";

  /** Span attribute: all input tokens, cached ones included. */
  public static final String USAGE_INPUT_TOKENS = "gen_ai.usage.input_tokens";

  /** Span attribute: all output tokens, reasoning included. */
  public static final String USAGE_OUTPUT_TOKENS = "gen_ai.usage.output_tokens";

  /** Span attribute: input tokens served from the provider's cache. */
  public static final String USAGE_CACHE_READ_TOKENS = "gen_ai.usage.cache_read.input_tokens";

  /** Span attribute: input tokens written to the provider's cache. */
  public static final String USAGE_CACHE_CREATION_TOKENS =
      "gen_ai.usage.cache_creation.input_tokens";

  /** Span attribute: output tokens spent on reasoning. */
  public static final String USAGE_REASONING_TOKENS = "gen_ai.usage.reasoning.output_tokens";

  /** Metric attribute: {@code input} or {@code output}. */
  public static final String TOKEN_TYPE = "gen_ai.token.type";

  /** Span and metric attribute: why it failed, an error code or failure class. */
  public static final String ERROR_TYPE = "error.type";

  /** Histogram: seconds of a call that reached a provider. */
  public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";

  /** Histogram: tokens of a call, by {@link #TOKEN_TYPE}. */
  public static final String TOKEN_USAGE = "gen_ai.client.token.usage";

  /** Histogram: seconds to the first content of a stream. */
  public static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";

  /** Bucket bounds the conventions advise for both histograms of seconds. */
  static final List<Double> SECONDS_BUCKETS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  /** Bucket bounds the conventions advise for tokens. */
  static final List<Long> TOKEN_BUCKETS =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);

  private GenAiNames() {}
}
