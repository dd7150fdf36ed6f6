package io.aiarco.asc.provider.models;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.provider.http.ProviderKind;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known of some models of a kind of provider. Immutable.
 *
 * @param kinds the kinds of provider that serve them by these names
 * @param model the provider's names of the models
 * @param maxInputTokens the most tokens of input, at least 1
 * @param maxOutputTokens the most tokens of one choice, at least 1
 * @param without what they refuse, though their wire has words for it
 * @param imageTokens the most tokens one picture counts; empty when nobody says
 * @param documentTokens the most tokens one document counts; empty when nobody says
 */
public record KnownModel(
    Set<ProviderKind> kinds,
    ModelPattern model,
    int maxInputTokens,
    int maxOutputTokens,
    Set<Feature> without,
    OptionalInt imageTokens,
    OptionalInt documentTokens) {
  /** What is supposed of a model nobody knows. */
  public static final KnownModel UNKNOWN =
      new KnownModel(
          EnumSet.allOf(ProviderKind.class),
          new ModelPattern("*"),
          128_000,
          4_096,
          Set.of(),
          OptionalInt.empty(),
          OptionalInt.empty());

  public KnownModel {
    kinds = Set.copyOf(kinds);
    without = Set.copyOf(without);
    if (kinds.isEmpty() || maxInputTokens < 1 || maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "model " + model + ": no kind or no tokens (expected: a kind, and 1 or more of each)");
    }
  }

  boolean isOf(ProviderKind kind, ModelName name) {
    return kinds.contains(kind) && model.matches(name);
  }
}
