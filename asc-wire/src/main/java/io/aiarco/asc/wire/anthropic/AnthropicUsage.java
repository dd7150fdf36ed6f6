package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.reply.TokenCount;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds the usage objects of one reply into disjoint classes. They are cumulative, so for each
 * field the last figure counts and nothing is added up. {@code input_tokens} excludes both caches;
 * {@code output_tokens} includes thinking. Single-thread.
 *
 * <p>The output figure of {@code message_start} is where counting begins, not what was used: until
 * a later object brings one, the usage is PARTIAL.
 */
final class AnthropicUsage {
  private static final String INPUT = "input_tokens";
  private static final String OUTPUT = "output_tokens";
  private static final String CACHE_READ = "cache_read_input_tokens";
  private static final String CACHE_WRITE = "cache_creation_input_tokens";
  private static final String WRITE_5M = "ephemeral_5m_input_tokens";
  private static final String WRITE_1H = "ephemeral_1h_input_tokens";
  private static final String THINKING = "thinking_tokens";

  private final Map<String, Long> latest = new HashMap<>();
  private boolean outputIsFinal;

  AnthropicUsage() {}

  /**
   * Takes one usage object.
   *
   * @param isFinal whether its output figure is one of a reply's end
   * @return whether it said anything
   */
  boolean add(JsonNode usage, boolean isFinal) {
    if (!usage.isObject()) {
      return false;
    }
    for (String field : new String[] {INPUT, OUTPUT, CACHE_READ, CACHE_WRITE}) {
      take(usage, field);
    }
    take(usage.path("cache_creation"), WRITE_5M);
    take(usage.path("cache_creation"), WRITE_1H);
    take(usage.path("output_tokens_details"), THINKING);
    outputIsFinal |= isFinal && usage.path(OUTPUT).isNumber();
    return true;
  }

  /**
   * The figures so far; {@link Usage#ABSENT} when one is missing that must be there, or cannot be.
   */
  Usage usage() {
    long input = latest.getOrDefault(INPUT, TokenCount.BROKEN);
    long read = part(CACHE_READ);
    long write5m = part(WRITE_5M);
    long write1h = part(WRITE_1H);
    long write = latest.getOrDefault(CACHE_WRITE, write5m + write1h) - write5m - write1h;
    long thinking = part(THINKING);
    long output = latest.getOrDefault(OUTPUT, TokenCount.BROKEN) - thinking;
    boolean sane =
        input >= 0 && write >= 0 && output >= 0 && !latest.containsValue(TokenCount.BROKEN);
    if (!sane) {
      return Usage.ABSENT;
    }
    return Usage.builder(outputIsFinal ? UsageSource.REPORTED : UsageSource.PARTIAL)
        .tokens(TokenClass.INPUT, input)
        .tokens(TokenClass.CACHE_READ, read)
        .tokens(TokenClass.CACHE_WRITE, write)
        .tokens(TokenClass.CACHE_WRITE_5M, write5m)
        .tokens(TokenClass.CACHE_WRITE_1H, write1h)
        .tokens(TokenClass.OUTPUT, output)
        .tokens(TokenClass.REASONING, thinking)
        .build();
  }

  private void take(JsonNode object, String field) {
    TokenCount.of(object, field).ifPresent(count -> latest.put(field, count));
  }

  private long part(String field) {
    return latest.getOrDefault(field, 0L);
  }
}
