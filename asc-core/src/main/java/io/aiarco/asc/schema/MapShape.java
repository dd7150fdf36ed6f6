package io.aiarco.asc.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of any names. No strict mode has it: see {@link RecordSchema#isStrict}. */
record MapShape(Shape value) implements Shape {
  @Override
  public Map<String, Object> schema() {
    return SchemaText.of("type", "object", "additionalProperties", value.schema());
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof Map<?, ?> fields)) {
      throw place.mismatch(Shape.kind(json), expected());
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    int index = 0;
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      values.put((String) field.getKey(), value.read(field.getValue(), place.item(index++)));
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public String expected() {
    return "an object";
  }
}
