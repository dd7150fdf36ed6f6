package io.aiarco.asc.wire.anthropic;

import static io.aiarco.asc.wire.reply.TokenCount.ABSENT;
import static io.aiarco.asc.wire.reply.TokenCount.BROKEN;

import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.ReplyExtras;
import io.aiarco.asc.wire.reply.TokenCount;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Folds the usage objects of one reply into disjoint classes. They are cumulative, so for each
 * field the last figure counts and nothing is added up. {@code input_tokens} excludes both caches;
 * {@code output_tokens} includes thinking. Single-thread.
 *
 * <p>The output figure of {@code message_start} is where counting begins, not what was used: until
 * a later object brings one, the usage is PARTIAL.
 */
final class AnthropicUsage {
  private long input = ABSENT;
  private long output = ABSENT;
  private long cacheRead = ABSENT;
  private long cacheWrite = ABSENT;
  private long write5m = ABSENT;
  private long write1h = ABSENT;
  private long thinking = ABSENT;
  private @Nullable String inferenceGeo;
  private @Nullable String serviceTier;
  private @Nullable String speed;
  private boolean outputIsFinal;

  /** What is no figure of ours; null where nobody takes it. */
  private final @Nullable ReplyExtras further;

  /** {@code extras}: whether fields that only the wire knows are kept. */
  AnthropicUsage(boolean extras) {
    this.further = extras ? new ReplyExtras() : null;
  }

  /** The figures of one usage object; those it does not give are absent. */
  static AnthropicUsage read(JsonCursor value, boolean extras) throws IOException {
    AnthropicUsage usage = new AnthropicUsage(extras);
    value.object(usage::field);
    return usage;
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "input_tokens" -> input = TokenCount.of(value);
      case "output_tokens" -> output = TokenCount.of(value);
      case "cache_read_input_tokens" -> cacheRead = TokenCount.of(value);
      case "cache_creation_input_tokens" -> cacheWrite = TokenCount.of(value);
      case "ephemeral_5m_input_tokens" -> write5m = TokenCount.of(value);
      case "ephemeral_1h_input_tokens" -> write1h = TokenCount.of(value);
      case "thinking_tokens" -> thinking = TokenCount.of(value);
      case "inference_geo" -> inferenceGeo = told(name, value);
      case "service_tier" -> serviceTier = told(name, value);
      case "speed" -> speed = told(name, value);
      case "cache_creation", "output_tokens_details" -> value.object(this::field);
      default -> keep(name, value);
    }
  }

  /** A word that is read and, for a client of this wire, passed on. */
  private @Nullable String told(String name, JsonCursor value) throws IOException {
    keep(name, value);
    return value.text();
  }

  private void keep(String name, JsonCursor value) throws IOException {
    if (further != null) {
      further.field(name, value);
    }
  }

  /** Fields that only the wire knows, as one of the reply's; null for none. */
  @Nullable ReplyExtras further() {
    if (further == null || further.isEmpty()) {
      return null;
    }
    ReplyExtras ofReply = new ReplyExtras();
    ofReply.put("usage", further.json());
    return ofReply;
  }

  /**
   * Takes the figures of a later object.
   *
   * @param isFinal whether its output figure is one of a reply's end
   */
  void add(AnthropicUsage later, boolean isFinal) {
    input = latest(input, later.input);
    output = latest(output, later.output);
    cacheRead = latest(cacheRead, later.cacheRead);
    cacheWrite = latest(cacheWrite, later.cacheWrite);
    write5m = latest(write5m, later.write5m);
    write1h = latest(write1h, later.write1h);
    thinking = latest(thinking, later.thinking);
    inferenceGeo = later.inferenceGeo == null ? inferenceGeo : later.inferenceGeo;
    serviceTier = later.serviceTier == null ? serviceTier : later.serviceTier;
    speed = later.speed == null ? speed : later.speed;
    outputIsFinal |= isFinal && later.output != ABSENT;
    if (further != null && later.further != null) {
      further.putAll(later.further);
    }
  }

  private static long latest(long known, long later) {
    return later == ABSENT ? known : later;
  }

  /**
   * Where inference ran ({@code us}, {@code global}); null when it is not said. Older models say
   * {@code not_available}.
   */
  @Nullable String inferenceGeo() {
    return "not_available".equals(inferenceGeo) ? null : inferenceGeo;
  }

  /**
   * The figures so far; {@link Usage#ABSENT} when one is missing that must be there, or cannot be.
   */
  Usage usage() {
    long in5m = TokenCount.part(write5m);
    long in1h = TokenCount.part(write1h);
    long write = cacheWrite == ABSENT ? 0 : cacheWrite - in5m - in1h;
    long thought = TokenCount.part(thinking);
    long said = output - thought;
    boolean whole =
        input >= 0
            && output >= 0
            && cacheRead != BROKEN
            && cacheWrite != BROKEN
            && Math.min(Math.min(in5m, in1h), thought) >= 0
            && Math.min(write, said) >= 0;
    if (!whole) {
      return Usage.ABSENT;
    }
    return Usage.builder(outputIsFinal ? UsageSource.REPORTED : UsageSource.PARTIAL)
        .tokens(TokenClass.INPUT, input)
        .tokens(TokenClass.CACHE_READ, TokenCount.part(cacheRead))
        .tokens(TokenClass.CACHE_WRITE, write)
        .tokens(TokenClass.CACHE_WRITE_5M, in5m)
        .tokens(TokenClass.CACHE_WRITE_1H, in1h)
        .tokens(TokenClass.OUTPUT, said)
        .tokens(TokenClass.REASONING, thought)
        .build()
        .on(terms());
  }

  /** Fast mode has a price list of its own, like a tier. {@code global} is confined to nowhere. */
  private Terms terms() {
    String geo = inferenceGeo();
    return Terms.said(
        "fast".equals(speed) ? speed : serviceTier, "global".equals(geo) ? null : geo);
  }
}
