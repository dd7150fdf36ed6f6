package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.models.KnownModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the file says of the targets of one model. What it does not say is as the model is known; of
 * models that embed nothing is. Keys of the one operation are unknown to the other: a vector has no
 * ceiling of tokens, and no tools. Immutable.
 */
final class ModelOverrides {
  /** For a model of which the file says nothing. */
  static final ModelOverrides NONE =
      new ModelOverrides(Operation.CHAT, null, null, null, null, List.of(), List.of());

  private static final int MOST_TOKENS = 100_000_000;

  /** The output of a call that names no limit, unless the file says another. */
  private static final int USUAL_OUTPUT_TOKENS = 4_096;

  /** The window of a model that embeds, unless the file says another. */
  private static final int EMBEDDING_INPUT_TOKENS = 8_192;

  private final Operation operation;
  private final @Nullable Integer maxInputTokens;
  private final @Nullable Integer maxOutputTokens;
  private final @Nullable Integer imageTokens;
  private final @Nullable Integer documentTokens;
  private final List<Feature> with;
  private final List<Feature> without;

  private ModelOverrides(
      Operation operation,
      @Nullable Integer maxInputTokens,
      @Nullable Integer maxOutputTokens,
      @Nullable Integer imageTokens,
      @Nullable Integer documentTokens,
      List<Feature> with,
      List<Feature> without) {
    this.operation = operation;
    this.maxInputTokens = maxInputTokens;
    this.maxOutputTokens = maxOutputTokens;
    this.imageTokens = imageTokens;
    this.documentTokens = documentTokens;
    this.with = List.copyOf(with);
    this.without = List.copyOf(without);
  }

  static ModelOverrides read(YamlMap map) {
    Operation operation = operation(map);
    Integer maxInputTokens = tokens(map, "max-input-tokens");
    if (operation == Operation.EMBEDDING) {
      List<Feature> without = features(map, "without", operation);
      return new ModelOverrides(operation, maxInputTokens, null, null, null, List.of(), without);
    }
    Integer maxOutputTokens = tokens(map, "max-output-tokens");
    List<Feature> without = new ArrayList<>();
    if (!tools(map)) {
      without.add(Feature.TOOLS);
    }
    without.addAll(features(map, "without", operation));
    List<Feature> with = features(map, "with", operation);
    return new ModelOverrides(
        operation,
        maxInputTokens,
        maxOutputTokens,
        tokens(map, "image-tokens"),
        tokens(map, "document-tokens"),
        with,
        without);
  }

  /** A target's capabilities, as far as its model goes. */
  Capabilities over(KnownModel known) {
    if (operation == Operation.EMBEDDING) {
      Capabilities.Builder embedding =
          Capabilities.embedding(maxInputTokens == null ? EMBEDDING_INPUT_TOKENS : maxInputTokens);
      without.forEach(embedding::without);
      return embedding.build();
    }
    int output = maxOutputTokens == null ? known.maxOutputTokens() : maxOutputTokens;
    Capabilities.Builder capabilities =
        Capabilities.builder(
                maxInputTokens == null ? known.maxInputTokens() : maxInputTokens, output)
            .usualOutputTokens(maxOutputTokens == null ? USUAL_OUTPUT_TOKENS : output);
    known.without().forEach(capabilities::without);
    with.forEach(capabilities::with);
    without.forEach(capabilities::without);
    known(imageTokens, known.imageTokens()).ifPresent(capabilities::imageTokens);
    known(documentTokens, known.documentTokens()).ifPresent(capabilities::documentTokens);
    return capabilities.build();
  }

  private static OptionalInt known(@Nullable Integer said, OptionalInt known) {
    return said == null ? known : OptionalInt.of(said);
  }

  private static Operation operation(YamlMap map) {
    List<String> keys = Arrays.stream(Operation.values()).map(Operation::key).toList();
    YamlValue value = map.get("operation");
    String key = value == null ? null : value.oneOf(keys, "one of " + String.join(", ", keys));
    return key == null ? Operation.CHAT : Operation.of(key).orElse(Operation.CHAT);
  }

  private static @Nullable Integer tokens(YamlMap map, String key) {
    YamlValue value = map.get(key);
    return value == null
        ? null
        : value.as(Spelling.range(1, MOST_TOKENS), Spelling.rangeText(1, MOST_TOKENS));
  }

  private static boolean tools(YamlMap map) {
    YamlValue value = map.get("tools");
    Boolean tools = value == null ? null : value.as(Spelling::flag, "true or false");
    return tools == null || tools;
  }

  private static List<Feature> features(YamlMap map, String key, Operation operation) {
    List<String> keys =
        Arrays.stream(Feature.values())
            .filter(feature -> feature.isOf(operation))
            .map(Feature::key)
            .toList();
    String expected = "a list of " + String.join(", ", keys);
    YamlValue list = map.get(key);
    List<Feature> features = new ArrayList<>();
    for (YamlValue item : list == null ? List.<YamlValue>of() : list.list(expected)) {
      String name = item.oneOf(keys, expected);
      if (name != null) {
        Feature.of(name).ifPresent(features::add);
      }
    }
    return features;
  }
}
