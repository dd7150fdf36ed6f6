package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.TagRule;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code attribution}: the tags that calls must bear. Single-thread. */
final class AttributionSection {
  private static final String EXPECTED =
      "tags and what is asked of them, such as {cost-centre: {values: [a, b]}}";
  private static final String VALUES = "a list of values";
  private static final String VALUE = "1 to 128 characters";
  private static final String OTHERWISE = "refuse, or unattributed";

  private AttributionSection() {}

  static Map<String, TagRule> compile(@Nullable YamlValue section) {
    YamlMap members = section == null ? null : section.map(EXPECTED);
    if (members == null) {
      return Map.of();
    }
    Map<String, TagRule> rules = new LinkedHashMap<>();
    members
        .members()
        .forEach(
            (key, value) -> {
              YamlMap map = value.map("values and otherwise, or {} for any value");
              if (!isKey(key)) {
                members.refuseKey(key, "1 to 64 of a-z 0-9 . _ -", List.of());
              } else if (map != null) {
                rules.put(key, rule(map));
              }
            });
    return rules;
  }

  static boolean isKey(String text) {
    return text.matches("[a-z0-9_.-]{1,64}");
  }

  private static TagRule rule(YamlMap map) {
    Set<String> values = new LinkedHashSet<>();
    YamlValue list = map.get("values");
    if (list != null) {
      List<YamlValue> items = list.list(VALUES);
      if (list.isList() && items.isEmpty()) {
        list.refuse(VALUES + ", at least one");
      }
      for (YamlValue item : items) {
        String value = item.as(AttributionSection::value, VALUE);
        if (value != null && !values.add(value)) {
          item.refuse("each value once");
        }
      }
    }
    YamlValue otherwise = map.get("otherwise");
    String word =
        otherwise == null
            ? "refuse"
            : otherwise.oneOf(List.of("refuse", TagRule.UNATTRIBUTED), OTHERWISE);
    map.done();
    return new TagRule(values, TagRule.UNATTRIBUTED.equals(word));
  }

  private static String value(String text) {
    if (text.isEmpty() || text.length() > 128) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
