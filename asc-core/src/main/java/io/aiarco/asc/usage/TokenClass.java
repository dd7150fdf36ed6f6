package io.aiarco.asc.usage;

/** A kind of token that providers price apart. The classes are disjoint: no token is in two. */
public enum TokenClass {
  /** Input read afresh. */
  INPUT("input"),
  /** Input served from the provider's prompt cache. */
  CACHE_READ("cache_read"),
  /** Input written to a cache of unknown lifetime. */
  CACHE_WRITE("cache_write"),
  /** Input written to the five-minute cache. */
  CACHE_WRITE_5M("cache_write_5m"),
  /** Input written to the one-hour cache. */
  CACHE_WRITE_1H("cache_write_1h"),
  /** Audio in. */
  AUDIO_INPUT("audio_input"),
  /** Visible output. */
  OUTPUT("output"),
  /** Reasoning the caller may not see but pays for. */
  REASONING("reasoning"),
  /** Audio out. */
  AUDIO_OUTPUT("audio_output");

  private final String key;

  TokenClass(String key) {
    this.key = key;
  }

  /** The name in records, price books and configuration. */
  public String key() {
    return key;
  }

  /** Whether the provider produced these tokens. */
  public boolean isOutput() {
    return this == OUTPUT || this == REASONING || this == AUDIO_OUTPUT;
  }
}
