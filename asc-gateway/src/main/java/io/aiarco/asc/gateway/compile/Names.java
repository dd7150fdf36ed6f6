package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.gateway.yaml.Place;
import io.aiarco.asc.gateway.yaml.Problems;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names that operators choose: keys of mappings rather than values. */
final class Names {
  private static final String NAME = "1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first";

  private Names() {}

  /** What {@code reader} makes of a key; null and a problem when it is no name. */
  static <T> @Nullable T read(
      Function<String, T> reader, String key, Place place, Problems problems) {
    try {
      return reader.apply(key);
    } catch (IllegalArgumentException e) {
      problems.add(place, "a name of other characters", NAME);
      return null;
    }
  }

  static boolean isName(String text) {
    try {
      return new ProviderId(text).value().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code one of a, b}, or that there is none. */
  static String oneOf(String what, Collection<String> names) {
    return names.isEmpty()
        ? what + "; none is configured"
        : names.stream().sorted().collect(Collectors.joining(", ", "one of ", ""));
  }
}
