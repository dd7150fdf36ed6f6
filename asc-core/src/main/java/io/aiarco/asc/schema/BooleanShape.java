package io.aiarco.asc.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** True or false. */
record BooleanShape() implements Shape {
  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "boolean");
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (json instanceof Boolean value) {
      return value;
    }
    throw place.mismatch(Shape.kind(json), expected());
  }

  @Override
  public String expected() {
    return "true or false";
  }
}
