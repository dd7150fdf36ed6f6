package io.aiarco.asc.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list, or a set, whose items keep their order.
 *
 * @param distinct whether it is a set: an item that comes twice is refused
 */
record ListShape(Shape item, boolean distinct) implements Shape {
  @Override
  public Map<String, Object> schema() {
    return SchemaText.of("type", "array", "items", item.schema());
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof List<?> items)) {
      throw place.mismatch(Shape.kind(json), expected());
    }
    List<@Nullable Object> values = new ArrayList<>(items.size());
    Set<@Nullable Object> seen = new LinkedHashSet<>();
    int index = 0;
    for (Object one : items) {
      Place at = place.item(index++);
      Object value = item.read(one, at);
      if (distinct && !seen.add(value)) {
        throw at.mismatch("the same again", "each once");
      }
      values.add(value);
    }
    return distinct ? Collections.unmodifiableSet(seen) : Collections.unmodifiableList(values);
  }

  @Override
  public String expected() {
    return "a list";
  }
}
