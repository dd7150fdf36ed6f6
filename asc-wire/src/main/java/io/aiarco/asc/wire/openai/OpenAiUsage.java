package io.aiarco.asc.wire.openai;

import static io.aiarco.asc.wire.reply.TokenCount.ABSENT;

import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.TokenCount;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Splits the usage object into disjoint classes. {@code prompt_tokens} includes what was read from
 * and written to the cache and audio; {@code completion_tokens} includes reasoning and audio.
 * Cached tokens go by several names: {@code prompt_tokens_details.cached_tokens} (OpenAI, vLLM),
 * {@code num_cached_tokens} (Mistral), {@code prompt_cache_hit_tokens} (DeepSeek), {@code
 * cached_tokens}. Single-thread.
 */
final class OpenAiUsage {
  private long prompt = ABSENT;
  private long completion = ABSENT;
  private long cached = ABSENT;
  private long cachedElsewhere = ABSENT;
  private long written = ABSENT;
  private long audioIn = ABSENT;
  private long reasoning = ABSENT;
  private long audioOut = ABSENT;

  private OpenAiUsage() {}

  /**
   * The usage {@code value} stands on; null when it says nothing, {@link Usage#ABSENT} when its
   * figures cannot be: not a count, or parts that exceed their total.
   */
  static @Nullable Usage read(JsonCursor value) throws IOException {
    OpenAiUsage usage = new OpenAiUsage();
    value.object(usage::field);
    return usage.usage();
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "prompt_tokens" -> prompt = TokenCount.of(value);
      case "completion_tokens" -> completion = TokenCount.of(value);
      case "num_cached_tokens", "prompt_cache_hit_tokens", "cached_tokens" ->
          cachedElsewhere = cachedElsewhere == ABSENT ? TokenCount.of(value) : cachedElsewhere;
      case "prompt_tokens_details" -> value.object(this::promptDetail);
      case "completion_tokens_details" -> value.object(this::completionDetail);
      default -> {}
    }
  }

  private void promptDetail(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "cached_tokens" -> cached = TokenCount.of(value);
      case "cache_write_tokens" -> written = TokenCount.of(value);
      case "audio_tokens" -> audioIn = TokenCount.of(value);
      default -> {}
    }
  }

  private void completionDetail(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "reasoning_tokens" -> reasoning = TokenCount.of(value);
      case "audio_tokens" -> audioOut = TokenCount.of(value);
      default -> {}
    }
  }

  private @Nullable Usage usage() {
    if (prompt == ABSENT || completion == ABSENT) {
      return null;
    }
    long read = TokenCount.part(cached == ABSENT ? cachedElsewhere : cached);
    long write = TokenCount.part(written);
    long heard = TokenCount.part(audioIn);
    long thought = TokenCount.part(reasoning);
    long spoken = TokenCount.part(audioOut);
    long input = prompt - read - write - heard;
    long output = completion - thought - spoken;
    boolean sane =
        prompt >= 0
            && completion >= 0
            && Math.min(input, output) >= 0
            && Math.min(Math.min(read, write), heard) >= 0
            && Math.min(thought, spoken) >= 0;
    if (!sane) {
      return Usage.ABSENT;
    }
    return Usage.builder(UsageSource.REPORTED)
        .tokens(TokenClass.INPUT, input)
        .tokens(TokenClass.CACHE_READ, read)
        .tokens(TokenClass.CACHE_WRITE, write)
        .tokens(TokenClass.AUDIO_INPUT, heard)
        .tokens(TokenClass.OUTPUT, output)
        .tokens(TokenClass.REASONING, thought)
        .tokens(TokenClass.AUDIO_OUTPUT, spoken)
        .build();
  }
}
