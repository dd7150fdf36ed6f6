package io.aiarco.asc.chat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request may ask for and not every endpoint can do. A closed set: {@link
 * ModelRequest#features()} says what a request asks for, an endpoint's capabilities what it can,
 * and the difference is an error or, where {@link #isSetting()} and the configuration allow it,
 * left out with a warning.
 */
public enum Feature {
  /** Tools the model may ask for. */
  TOOLS(false),
  /** A tool choice other than the model's own. */
  TOOL_CHOICE(false),
  /** Saying whether several tools may be asked for at once. */
  PARALLEL_TOOL_CALLS(true),
  /** Pictures sent along. */
  IMAGE_INPUT(false),
  /** Pictures the provider fetches. */
  IMAGE_URL(false),
  /** Documents sent along. */
  DOCUMENT_INPUT(false),
  /** Documents the provider fetches. */
  DOCUMENT_URL(false),
  /** Sounds sent along. */
  AUDIO_INPUT(false),
  /** Sounds the provider fetches. */
  AUDIO_URL(false),
  /** Pictures and documents in a tool's result. */
  TOOL_RESULT_MEDIA(false),
  /** System messages after others. */
  LATE_SYSTEM_MESSAGE(false),
  /** A user's message directly after a tool's result. */
  USER_AFTER_TOOL(false),
  /** An assistant's message at the end, for the model to go on from. */
  PREFILL(false),
  /** Replies that are some JSON object. */
  JSON_OBJECT(false),
  /** Replies that a JSON schema describes. */
  JSON_SCHEMA(false),
  /** Texts that end the reply. */
  STOP_SEQUENCES(false),
  /** Several answers to one request. */
  CHOICES(false),
  /** A sampling temperature. */
  TEMPERATURE(true),
  /** A sampling temperature above 1. */
  TEMPERATURE_ABOVE_1(true),
  /** Nucleus sampling. */
  TOP_P(true),
  /** Drawing from the likeliest tokens only. */
  TOP_K(true),
  /** A seed. */
  SEED(true),
  /** Frequency and presence penalties. */
  PENALTIES(true),
  /** How likely each token was. */
  LOGPROBS(true),
  /** How much the model should think. */
  REASONING_EFFORT(true),
  /** Choosing how many numbers a vector has. */
  DIMENSIONS(false),
  /** A pseudonym of the person who asks. */
  END_USER(true);

  private final boolean setting;
  private final String key;

  Feature(boolean setting) {
    this.setting = setting;
    this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The feature of that name. */
  public static Optional<Feature> of(String key) {
    return Arrays.stream(values()).filter(feature -> feature.key.equals(key)).findFirst();
  }

  /**
   * Whether a request without it still asks the same, less finely: only such a feature may be left
   * out. Content, tools and the shape of the reply never are.
   */
  public boolean isSetting() {
    return setting;
  }

  /** Whether a request of that operation can ask for it. */
  public boolean isOf(Operation operation) {
    return switch (this) {
      case END_USER -> true;
      case DIMENSIONS -> operation == Operation.EMBEDDING;
      default -> operation == Operation.CHAT;
    };
  }

  /** Its name in configuration, messages and warnings, such as {@code image-input}. */
  public String key() {
    return key;
  }

  @Override
  public String toString() {
    return key;
  }
}
