package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code instance}, {@code data} and {@code audit}: who this is and where it writes. */
final class InstanceSections {
  private static final String INSTANCE = "asc";
  private static final String DATA = "asc-data";

  /** A folder of the audit log; its registry has the one name that is taken. */
  private static final Pattern WRITER = Pattern.compile("(?!registry$)[a-z0-9][a-z0-9.-]{0,62}");

  private static final Pattern ORIGIN_PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

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
    YamlValue value = root.get("data");
    Path data = value == null ? null : value.as(folder::resolve, "a folder");
    return data == null ? folder.resolve(DATA) : data;
  }

  static AuditConfig audit(YamlMap root) {
    YamlValue value = root.get("audit");
    YamlMap map = value == null ? null : value.map("domain or region");
    if (map == null) {
      return AuditConfig.STANDARD;
    }
    String expected = "1 to 63 of A-Z a-z 0-9 . _ -, a letter or digit first";
    AuditConfig usual = AuditConfig.STANDARD;
    AuditConfig audit =
        new AuditConfig(
            text(map.get("domain"), matching(ORIGIN_PART), expected, usual.domain()),
            text(map.get("region"), matching(ORIGIN_PART), expected, usual.region()));
    map.done();
    return audit;
  }

  private static String text(
      @Nullable YamlValue value,
      Function<String, String> reader,
      String expected,
      String otherwise) {
    String text = value == null ? null : value.as(reader, expected);
    return text == null ? otherwise : text;
  }

  private static Function<String, String> matching(Pattern pattern) {
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }
}
