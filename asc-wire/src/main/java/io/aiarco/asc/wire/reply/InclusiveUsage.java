package io.aiarco.asc.wire.reply;

import static io.aiarco.asc.wire.reply.TokenCount.ABSENT;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits the usage object of OpenAI's protocols into disjoint classes, and puts it together. The
 * input's total includes what was read from and written to the cache and audio, the output's
 * includes reasoning and audio. Cached tokens go by several names: {@code
 * prompt_tokens_details.cached_tokens} (OpenAI, vLLM), {@code num_cached_tokens} (Mistral), {@code
 * prompt_cache_hit_tokens} (DeepSeek), {@code cached_tokens}. Single-thread.
 */
public final class InclusiveUsage {
  private static final String TOTAL = "total_tokens";
  private static final Set<String> OF_DETAILS =
      Set.of("cached_tokens", "cache_write_tokens", "audio_tokens", "reasoning_tokens");
  private static final Set<String> CACHED_ELSEWHERE =
      Set.of("num_cached_tokens", "prompt_cache_hit_tokens", "cached_tokens");

  /** What a protocol calls its totals; the parts of each stand under {@code <total>_details}. */
  public enum Names {
    /** Chat Completions. */
    CHAT("prompt_tokens", "completion_tokens"),
    /** Responses. */
    RESPONSES("input_tokens", "output_tokens");

    private final String input;
    private final String output;
    private final String inputDetails;
    private final String outputDetails;

    Names(String input, String output) {
      this.input = input;
      this.output = output;
      this.inputDetails = input + "_details";
      this.outputDetails = output + "_details";
    }
  }

  private final Names names;
  private final @Nullable ReplyExtras further;
  private long input = ABSENT;
  private long output = ABSENT;
  private long cached = ABSENT;
  private long cachedElsewhere = ABSENT;
  private long written = ABSENT;
  private long audioIn = ABSENT;
  private long reasoning = ABSENT;
  private long audioOut = ABSENT;

  private InclusiveUsage(Names names, @Nullable ReplyExtras further) {
    this.names = names;
    this.further = further;
  }

  /**
   * The usage {@code value} stands on; null when it says nothing, {@link Usage#ABSENT} when its
   * figures cannot be: not a count, or parts that exceed their total.
   *
   * @param further takes the fields of it that only the wire knows; null where nobody does
   */
  public static @Nullable Usage read(JsonCursor value, Names names, @Nullable ReplyExtras further)
      throws IOException {
    InclusiveUsage usage = new InclusiveUsage(names, further);
    value.object(usage::field);
    return usage.usage();
  }

  private void field(String name, JsonCursor value) throws IOException {
    if (name.equals(names.input)) {
      input = TokenCount.of(value);
    } else if (name.equals(names.output)) {
      output = TokenCount.of(value);
    } else if (name.equals(names.inputDetails)) {
      details(name, value, this::inputDetail);
    } else if (name.equals(names.outputDetails)) {
      details(name, value, this::outputDetail);
    } else if (CACHED_ELSEWHERE.contains(name)) {
      cachedElsewhere = cachedElsewhere == ABSENT ? TokenCount.of(value) : cachedElsewhere;
    } else if (further != null && !name.equals(TOTAL)) {
      further.field(name, value);
    }
  }

  /** One of the two objects of parts; those that are no figure of ours stay beside them. */
  private void details(String name, JsonCursor value, Detail known) throws IOException {
    ReplyExtras others = further == null ? null : new ReplyExtras();
    value.object((field, figure) -> known.read(field, figure, others));
    if (further != null && others != null && !others.isEmpty()) {
      further.put(name, others.json());
    }
  }

  @FunctionalInterface
  private interface Detail {
    void read(String name, JsonCursor value, @Nullable ReplyExtras others) throws IOException;
  }

  private static void other(String name, JsonCursor value, @Nullable ReplyExtras others)
      throws IOException {
    if (others != null) {
      others.field(name, value);
    }
  }

  private void inputDetail(String name, JsonCursor value, @Nullable ReplyExtras others)
      throws IOException {
    switch (name) {
      case "cached_tokens" -> cached = TokenCount.of(value);
      case "cache_write_tokens" -> written = TokenCount.of(value);
      case "audio_tokens" -> audioIn = TokenCount.of(value);
      default -> other(name, value, others);
    }
  }

  private void outputDetail(String name, JsonCursor value, @Nullable ReplyExtras others)
      throws IOException {
    switch (name) {
      case "reasoning_tokens" -> reasoning = TokenCount.of(value);
      case "audio_tokens" -> audioOut = TokenCount.of(value);
      default -> other(name, value, others);
    }
  }

  private @Nullable Usage usage() {
    if (input == ABSENT || output == ABSENT) {
      return null;
    }
    long read = TokenCount.part(cached == ABSENT ? cachedElsewhere : cached);
    long write = TokenCount.part(written);
    long heard = TokenCount.part(audioIn);
    long thought = TokenCount.part(reasoning);
    long spoken = TokenCount.part(audioOut);
    long fresh = input - read - write - heard;
    long said = output - thought - spoken;
    boolean sane =
        input >= 0
            && output >= 0
            && Math.min(fresh, said) >= 0
            && Math.min(Math.min(read, write), heard) >= 0
            && Math.min(thought, spoken) >= 0;
    if (!sane) {
      return Usage.ABSENT;
    }
    return Usage.builder(UsageSource.REPORTED)
        .tokens(TokenClass.INPUT, fresh)
        .tokens(TokenClass.CACHE_READ, read)
        .tokens(TokenClass.CACHE_WRITE, write)
        .tokens(TokenClass.AUDIO_INPUT, heard)
        .tokens(TokenClass.OUTPUT, said)
        .tokens(TokenClass.REASONING, thought)
        .tokens(TokenClass.AUDIO_OUTPUT, spoken)
        .build();
  }

  /**
   * Writes the field {@code usage}; null for figures that are absent.
   *
   * @param further fields that were read before, as {@link ReplyExtras#read} has them
   */
  public static void write(JsonGenerator json, Usage usage, Names names, JsonNode further)
      throws IOException {
    if (usage.source() == UsageSource.ABSENT) {
      json.writeNullField("usage");
      return;
    }
    json.writeObjectFieldStart("usage");
    json.writeNumberField(names.input, usage.inputTokens());
    json.writeNumberField(names.output, usage.outputTokens());
    json.writeNumberField(TOTAL, usage.totalTokens());
    json.writeObjectFieldStart(names.inputDetails);
    json.writeNumberField("cached_tokens", usage.tokens(TokenClass.CACHE_READ));
    json.writeNumberField("cache_write_tokens", written(usage));
    json.writeNumberField("audio_tokens", usage.tokens(TokenClass.AUDIO_INPUT));
    ReplyExtras.write(json, further.path(names.inputDetails), OF_DETAILS);
    json.writeEndObject();
    json.writeObjectFieldStart(names.outputDetails);
    json.writeNumberField("reasoning_tokens", usage.tokens(TokenClass.REASONING));
    json.writeNumberField("audio_tokens", usage.tokens(TokenClass.AUDIO_OUTPUT));
    ReplyExtras.write(json, further.path(names.outputDetails), OF_DETAILS);
    json.writeEndObject();
    ReplyExtras.write(
        json,
        further,
        Set.of(names.input, names.output, TOTAL, names.inputDetails, names.outputDetails));
    json.writeEndObject();
  }

  private static long written(Usage usage) {
    return usage.tokens(TokenClass.CACHE_WRITE)
        + usage.tokens(TokenClass.CACHE_WRITE_5M)
        + usage.tokens(TokenClass.CACHE_WRITE_1H);
  }
}
