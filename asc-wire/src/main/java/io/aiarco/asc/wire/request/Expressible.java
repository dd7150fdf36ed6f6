package io.aiarco.asc.wire.request;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ModelRequest;
import java.util.EnumSet;
import java.util.Set;

/** Refuses what a dialect has no words for. */
public final class Expressible {
  private Expressible() {}

  /**
   * Checks a request against a dialect's features, before anything is written.
   *
   * @throws InvalidRequestException when it asks for another
   */
  public static void check(ModelRequest request, Set<Feature> features, String dialect) {
    if (!features.containsAll(request.features())) {
      Set<Feature> missing = EnumSet.copyOf(request.features());
      missing.removeAll(features);
      throw new InvalidRequestException(
          "request: asks for " + missing + " (expected: what " + dialect + " can express)");
    }
  }

  /** The refusal of a piece of content where the dialect has none such. */
  public static InvalidRequestException refusal(String path, Content content, String dialect) {
    String kind =
        content instanceof Content.Unknown unknown
            ? "a part of " + unknown.dialect()
            : content.getClass().getSimpleName();
    return new InvalidRequestException(
        path + ": " + kind + " (expected: what " + dialect + " can express there)");
  }
}
