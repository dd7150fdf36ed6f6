package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.reply.TokenCount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Splits the usage object into disjoint classes. {@code prompt_tokens} includes what was read from
 * and written to the cache and audio; {@code completion_tokens} includes reasoning and audio.
 * Cached tokens go by several names: {@code prompt_tokens_details.cached_tokens} (OpenAI, vLLM),
 * {@code num_cached_tokens} (Mistral), {@code prompt_cache_hit_tokens} (DeepSeek), {@code
 * cached_tokens}.
 */
final class OpenAiUsage {
  private OpenAiUsage() {}

  /**
   * The usage in a reply or chunk; empty when it has none, {@link Usage#ABSENT} when its figures
   * cannot be: not a count, or parts that exceed their total.
   */
  static Optional<Usage> of(JsonNode root) {
    JsonNode usage = root.path("usage");
    OptionalLong prompt = TokenCount.of(usage, "prompt_tokens");
    OptionalLong completion = TokenCount.of(usage, "completion_tokens");
    if (prompt.isEmpty() || completion.isEmpty()) {
      return Optional.empty();
    }
    JsonNode in = usage.path("prompt_tokens_details");
    JsonNode out = usage.path("completion_tokens_details");
    long cached = cached(usage, in);
    long written = TokenCount.part(in, "cache_write_tokens");
    long audioIn = TokenCount.part(in, "audio_tokens");
    long reasoning = TokenCount.part(out, "reasoning_tokens");
    long audioOut = TokenCount.part(out, "audio_tokens");
    long input = prompt.getAsLong() - cached - written - audioIn;
    long output = completion.getAsLong() - reasoning - audioOut;
    long smallest = input;
    for (long count : new long[] {output, cached, written, audioIn, reasoning, audioOut}) {
      smallest = Math.min(smallest, count);
    }
    if (smallest < 0) {
      return Optional.of(Usage.ABSENT);
    }
    return Optional.of(
        Usage.builder(UsageSource.REPORTED)
            .tokens(TokenClass.INPUT, input)
            .tokens(TokenClass.CACHE_READ, cached)
            .tokens(TokenClass.CACHE_WRITE, written)
            .tokens(TokenClass.AUDIO_INPUT, audioIn)
            .tokens(TokenClass.OUTPUT, output)
            .tokens(TokenClass.REASONING, reasoning)
            .tokens(TokenClass.AUDIO_OUTPUT, audioOut)
            .build());
  }

  private static long cached(JsonNode usage, JsonNode details) {
    OptionalLong cached = TokenCount.of(details, "cached_tokens");
    for (String field :
        new String[] {"num_cached_tokens", "prompt_cache_hit_tokens", "cached_tokens"}) {
      if (cached.isEmpty()) {
        cached = TokenCount.of(usage, field);
      }
    }
    return cached.orElse(0);
  }
}
