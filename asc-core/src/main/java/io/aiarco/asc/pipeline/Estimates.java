package io.aiarco.asc.pipeline;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What calls use by experience, learned from what providers report once a reply is there; never a
 * bound, and never above one. Thread-safe.
 */
final class Estimates {
  /** One token to three and a half characters of usual text, in millionths. */
  private static final long USUAL = 1_000_000L * 2 / 7;

  private static final long ONE = 1_000_000;

  /** A share above this is none: a provider's figure and our count are not of the same thing. */
  private static final long MOST = 1_000 * ONE;

  /** One reply counts an eighth of all before it. */
  private static final int SLOWNESS = 8;

  private final Map<EndpointId, Learned> byEndpoint = new ConcurrentHashMap<>();

  /**
   * Of one endpoint.
   *
   * @param input tokens of input for each byte of its bound, in millionths
   * @param output tokens of output of a reply; -1 before the first
   * @param perChar tokens of output for each character shown, hidden reasoning and all, in
   *     millionths
   */
  private record Learned(long input, long output, long perChar) {
    static final Learned NOTHING = new Learned(USUAL, -1, USUAL);
  }

  /** A call's usage by experience; before the first reply, all the output it may have. */
  Usage expected(EndpointId endpoint, Usage bound) {
    Learned learned = learned(endpoint);
    long input = bound.tokens(TokenClass.INPUT);
    long most = bound.tokens(TokenClass.OUTPUT);
    return Usage.builder(UsageSource.ESTIMATED)
        .tokens(TokenClass.INPUT, Math.min(input, scaled(input, learned.input())))
        .tokens(TokenClass.AUDIO_INPUT, bound.tokens(TokenClass.AUDIO_INPUT))
        .tokens(TokenClass.OUTPUT, learned.output() < 0 ? most : Math.min(most, learned.output()))
        .build();
  }

  /** Tokens of {@code chars} characters that a provider has shown. */
  long output(EndpointId endpoint, long chars) {
    return scaled(chars, learned(endpoint).perChar());
  }

  /** A reply of {@code chars} characters is there, with its provider's figures. */
  void learn(EndpointId endpoint, Usage bound, Usage reported, long chars) {
    long output = reported.outputTokens();
    byEndpoint.compute(
        endpoint,
        (id, known) -> {
          Learned before = known == null ? Learned.NOTHING : known;
          return new Learned(
              near(before.input(), reported.inputTokens(), bound.tokens(TokenClass.INPUT)),
              before.output() < 0 ? output : near(before.output(), output),
              near(before.perChar(), output, chars));
        });
  }

  private Learned learned(EndpointId endpoint) {
    return byEndpoint.getOrDefault(endpoint, Learned.NOTHING);
  }

  /**
   * A share that moves towards {@code part} of {@code whole}; as it was where that says nothing.
   */
  private static long near(long share, long part, long whole) {
    if (part <= 0 || whole <= 0 || part > Integer.MAX_VALUE) {
      return share;
    }
    return Math.max(1, near(share, Math.min(part * ONE / whole, MOST)));
  }

  private static long near(long average, long next) {
    return average + (next - average) / SLOWNESS;
  }

  /** Rounded up. */
  private static long scaled(long whole, long share) {
    long millions = whole / ONE;
    long rest = whole % ONE;
    return millions * share + (rest * share + ONE - 1) / ONE;
  }
}
