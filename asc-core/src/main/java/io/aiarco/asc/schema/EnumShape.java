package io.aiarco.asc.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of an enum's names. */
record EnumShape(Map<String, Object> constants) implements Shape {
  static EnumShape of(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return new EnumShape(constants);
  }

  @Override
  public Map<String, Object> schema() {
    return SchemaText.of("type", "string", "enum", List.copyOf(constants.keySet()));
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof String name)) {
      throw place.mismatch(Shape.kind(json), expected());
    }
    Object constant = constants.get(name);
    if (constant == null) {
      throw place.mismatch("another text", expected());
    }
    return constant;
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", constants.keySet());
  }
}
