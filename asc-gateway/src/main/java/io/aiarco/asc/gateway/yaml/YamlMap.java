package io.aiarco.asc.gateway.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping that knows which keys it was asked for: {@link #done()} then finds the unknown ones, so
 * that the list of known keys can never differ from the code that reads them. Single-thread.
 */
public final class YamlMap {
  private final Place place;
  private final Problems problems;
  private final Map<String, YamlValue> values = new LinkedHashMap<>();
  private final Map<String, Place> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  YamlMap(MappingNode node, Place place, Problems problems) {
    this.place = place;
    this.problems = problems;
    for (NodeTuple member : node.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        problems.add(
            Place.of(member.getKeyNode().getStartMark(), place.path()),
            "a key that is a list or a mapping",
            "a word");
        continue;
      }
      String path = place.child(key.getValue());
      Place keyPlace = Place.of(key.getStartMark(), path);
      Place first = keys.putIfAbsent(key.getValue(), keyPlace);
      if (first != null) {
        problems.add(keyPlace, "a second time", "once; the first is in line " + first.line());
        continue;
      }
      values.put(key.getValue(), new YamlValue(member.getValueNode(), path, problems));
    }
  }

  /** The value of a key; null when there is none. */
  public @Nullable YamlValue get(String key) {
    asked.add(key);
    return values.get(key);
  }

  /** The value of a key; null and a problem when there is none. */
  public @Nullable YamlValue require(String key, String expected) {
    YamlValue value = get(key);
    if (value == null) {
      problems.add(new Place(place.line(), place.column(), place.child(key)), "missing", expected);
    }
    return value;
  }

  /** The mapping of names under a key; null and a problem when it is missing, empty or none. */
  public @Nullable YamlMap requireNames(String key, String expected) {
    YamlValue value = require(key, expected);
    YamlMap names = value == null ? null : value.map(expected);
    if (value == null || names == null || !names.values.isEmpty()) {
      return names;
    }
    value.refuse(expected);
    return null;
  }

  /** All members, where keys are names the operator chose. */
  public Map<String, YamlValue> members() {
    asked.addAll(values.keySet());
    return Collections.unmodifiableMap(values);
  }

  /** Whether it has no members. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Writes down that a key is wrong, with the nearest of {@code names}. */
  public void refuseKey(String key, String expected, Collection<String> names) {
    String shown = key.matches("[ -~]{1,64}") ? key : "a name of other characters";
    problems.add(keyPlace(key), shown, expected, names);
  }

  /** Where a key itself stands. */
  public Place keyPlace(String key) {
    return keys.getOrDefault(key, place);
  }

  /** Writes down every key that nobody asked for. Call it after all others. */
  public void done() {
    values.keySet().stream()
        .filter(key -> !asked.contains(key))
        .forEach(
            key ->
                problems.addWithHint(
                    keyPlace(key),
                    "unknown key",
                    String.join(", ", asked),
                    NearestName.of(key, asked)));
  }
}
