package io.aiarco.asc.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of a sealed interface's records, told by {@link RecordShape#TAG}.
 *
 * @param records by tag, in the order they are permitted
 */
record UnionShape(Map<String, Shape> records) implements Shape {
  @Override
  public Map<String, Object> schema() {
    List<Object> schemas = new ArrayList<>();
    records.values().forEach(shape -> schemas.add(shape.schema()));
    return Map.of("anyOf", schemas);
  }

  @Override
  public @Nullable Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof Map<?, ?> object)) {
      throw place.mismatch(Shape.kind(json), expected());
    }
    Object tag = object.get(RecordShape.TAG);
    Shape shape = tag instanceof String name ? records.get(name) : null;
    if (shape == null) {
      String found = object.containsKey(RecordShape.TAG) ? "another value" : "missing";
      throw place
          .field(RecordShape.TAG)
          .mismatch(found, "one of " + String.join(", ", records.keySet()));
    }
    return shape.read(object, place);
  }

  @Override
  public String expected() {
    return "an object whose "
        + RecordShape.TAG
        + " is one of "
        + String.join(", ", records.keySet());
  }
}
