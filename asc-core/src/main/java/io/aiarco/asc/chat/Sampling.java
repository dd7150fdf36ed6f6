package io.aiarco.asc.chat;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn and how many answers are wanted. What is absent is the provider's to choose.
 * Set by the methods of the same names on {@link ChatRequest.Builder}. Immutable.
 */
public final class Sampling {
  /** Nothing set, one answer. */
  static final Sampling UNSET = new Sampling(new Draft());

  private final @Nullable Double temperature;
  private final @Nullable Double topP;
  private final @Nullable Integer topK;
  private final @Nullable Long seed;
  private final @Nullable Double frequencyPenalty;
  private final @Nullable Double presencePenalty;
  private final @Nullable Integer topLogprobs;
  private final int choices;

  private Sampling(Draft draft) {
    this.temperature = draft.temperature;
    this.topP = draft.topP;
    this.topK = draft.topK;
    this.seed = draft.seed;
    this.frequencyPenalty = draft.frequencyPenalty;
    this.presencePenalty = draft.presencePenalty;
    this.topLogprobs = draft.topLogprobs;
    this.choices = draft.choices;
  }

  /** Sampling temperature, 0 to 2. */
  public OptionalDouble temperature() {
    return of(temperature);
  }

  /** Nucleus sampling, 0 to 1. */
  public OptionalDouble topP() {
    return of(topP);
  }

  /** How many of the likeliest tokens may be drawn, at least 1. */
  public OptionalInt topK() {
    return of(topK);
  }

  /** Makes equal requests answer alike, as far as the provider can. */
  public OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /** Against saying the same again, the more often the more, -2 to 2. */
  public OptionalDouble frequencyPenalty() {
    return of(frequencyPenalty);
  }

  /** Against coming back to what was said, -2 to 2. */
  public OptionalDouble presencePenalty() {
    return of(presencePenalty);
  }

  /** For each token of the answer how likely it was, with so many others, 0 to 20. */
  public OptionalInt topLogprobs() {
    return of(topLogprobs);
  }

  /** How many answers are wanted, 1 to 128. Each costs its own output. */
  public int choices() {
    return choices;
  }

  /** A draft that starts from this. */
  Draft draft() {
    Draft draft = new Draft();
    draft.temperature = temperature;
    draft.topP = topP;
    draft.topK = topK;
    draft.seed = seed;
    draft.frequencyPenalty = frequencyPenalty;
    draft.presencePenalty = presencePenalty;
    draft.topLogprobs = topLogprobs;
    draft.choices = choices;
    return draft;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sampling that
        && Objects.equals(temperature, that.temperature)
        && Objects.equals(topP, that.topP)
        && Objects.equals(topK, that.topK)
        && Objects.equals(seed, that.seed)
        && Objects.equals(frequencyPenalty, that.frequencyPenalty)
        && Objects.equals(presencePenalty, that.presencePenalty)
        && Objects.equals(topLogprobs, that.topLogprobs)
        && choices == that.choices;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        temperature, topP, topK, seed, frequencyPenalty, presencePenalty, topLogprobs, choices);
  }

  private static OptionalDouble of(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalInt of(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** What a builder has collected; null is the provider's to choose. Single-thread. */
  static final class Draft {
    @Nullable Double temperature;
    @Nullable Double topP;
    @Nullable Integer topK;
    @Nullable Long seed;
    @Nullable Double frequencyPenalty;
    @Nullable Double presencePenalty;
    @Nullable Integer topLogprobs;
    int choices = 1;

    void leaveOut(Feature setting) {
      switch (setting) {
        case TEMPERATURE, TEMPERATURE_ABOVE_1 -> temperature = null;
        case TOP_P -> topP = null;
        case TOP_K -> topK = null;
        case SEED -> seed = null;
        case PENALTIES -> {
          frequencyPenalty = null;
          presencePenalty = null;
        }
        case LOGPROBS -> topLogprobs = null;
        default ->
            throw new IllegalArgumentException("feature: " + setting + " (expected: a setting)");
      }
    }

    Sampling done() {
      return new Sampling(this);
    }
  }

  /** {@code value}, when it is in its range; NaN never is. */
  static double within(String what, double value, int least, int most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidRequestException(
          what + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  /** {@code value}, when it is in its range. */
  static int within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      String range = most == Integer.MAX_VALUE ? ">= " + least : least + " to " + most;
      throw new InvalidRequestException(what + ": " + value + " (expected: " + range + ")");
    }
    return value;
  }
}
