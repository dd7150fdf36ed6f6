package io.aiarco.asc.simulator;

/** What the two versions of Anthropic's API differ in; replies and events are the same. */
enum AnthropicVersion {
  /** Sampling is allowed, the system prompt stands apart, keys come in either header. */
  FIRST("2023-06-01", Dialect.ANTHROPIC),
  /**
   * No {@code temperature}, {@code top_p} or {@code top_k}, system turns among the messages, keys
   * as bearer tokens only, errors with {@code details.error_code}. After the types of SDK 1.12.0:
   * the server itself was not asked.
   */
  OCTOBER_2026("2026-10-21", Dialect.ANTHROPIC_2026);

  private final String header;
  private final Dialect dialect;

  AnthropicVersion(String header, Dialect dialect) {
    this.header = header;
    this.dialect = dialect;
  }

  /** The value of {@code anthropic-version}. */
  String header() {
    return header;
  }

  Dialect dialect() {
    return dialect;
  }

  boolean takesSampling() {
    return this == FIRST;
  }

  boolean takesSystemTurns() {
    return this == OCTOBER_2026;
  }

  boolean takesApiKeyHeader() {
    return this == FIRST;
  }

  boolean detailsErrors() {
    return this == OCTOBER_2026;
  }
}
