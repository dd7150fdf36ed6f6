package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code instance} and {@code data}: who this is and where it writes. */
final class InstanceSections {
  private static final String INSTANCE = "asc";
  private static final String DATA = "asc-data";

  /** A folder of the audit log; its registry has the one name that is taken. */
  private static final Pattern WRITER = Pattern.compile("(?!registry$)[a-z0-9][a-z0-9.-]{0,62}");

  private InstanceSections() {}

  static String instance(YamlMap root) {
    return text(
        root.get("instance"),
        matching(WRITER),
        "1 to 63 of a-z 0-9 . -, a letter or digit first, not registry",
        INSTANCE);
  }

  /** {@code folder}: what a relative path starts from. */
  static Path data(YamlMap root, Path folder) {
    Path data = path(root.get("data"), folder);
    return data == null ? folder.resolve(DATA) : data;
  }

  static @Nullable Path path(@Nullable YamlValue value, Path folder) {
    return value == null ? null : value.as(folder::resolve, "a folder");
  }

  static String text(
      @Nullable YamlValue value,
      Function<String, String> reader,
      String expected,
      String otherwise) {
    String text = value == null ? null : value.as(reader, expected);
    return text == null ? otherwise : text;
  }

  static Function<String, String> matching(Pattern pattern) {
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }
}
