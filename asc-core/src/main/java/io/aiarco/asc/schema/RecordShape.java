package io.aiarco.asc.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object with a record's components for fields, and none besides.
 *
 * @param tag the value of the field {@link #TAG}, which says which of several records it is; null
 *     where it can only be this one
 * @param description null for none
 */
record RecordShape(
    Constructor<?> constructor,
    @Nullable String tag,
    @Nullable String description,
    List<Field> fields)
    implements Shape {
  /** The field that tells the records of a sealed interface apart. */
  static final String TAG = "type";

  /**
   * One component.
   *
   * @param description null for none
   */
  record Field(String name, Shape shape, @Nullable String description) {
    Map<String, Object> schema() {
      if (description == null) {
        return shape.schema();
      }
      // OpenAI's strict mode wants nothing beside a $ref, so that goes one level down.
      Map<String, Object> plain = shape.schema();
      Map<String, Object> described =
          plain.containsKey("$ref")
              ? new LinkedHashMap<>(Map.of("anyOf", List.of(plain)))
              : new LinkedHashMap<>(plain);
      described.put("description", description);
      return described;
    }
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (tag != null) {
      properties.put(TAG, SchemaText.of("type", "string", "enum", List.of(tag)));
    }
    fields.forEach(field -> properties.put(field.name(), field.schema()));
    Map<String, Object> schema = SchemaText.of("type", "object", "properties", properties);
    schema.put("required", List.copyOf(properties.keySet()));
    schema.put("additionalProperties", false);
    if (description != null) {
      schema.put("description", description);
    }
    return schema;
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof Map<?, ?> object)) {
      throw place.mismatch(Shape.kind(json), expected());
    }
    int taken = tag == null ? 0 : 1;
    List<@Nullable Object> arguments = new ArrayList<>(fields.size());
    for (Field field : fields) {
      Place at = place.field(field.name());
      Object value = object.get(field.name());
      if (value == null && !object.containsKey(field.name())) {
        if (!field.shape().isOptional()) {
          throw at.mismatch("missing", field.shape().expected());
        }
      } else {
        taken++;
      }
      arguments.add(field.shape().read(value, at));
    }
    if (taken < object.size()) {
      throw place.mismatch("fields beyond those of " + name(), expected());
    }
    return made(arguments, place);
  }

  private Object made(List<@Nullable Object> arguments, Place place) throws SchemaMismatch {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      if (cause instanceof Error error) {
        throw error;
      }
      // Not the cause: its message may quote the value.
      String why = "refused with " + cause.getClass().getSimpleName();
      throw place.mismatch(why, "what the constructor of " + name() + " accepts");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name() + ": not made (expected: a constructor)", e);
    }
  }

  @Override
  public String expected() {
    StringBuilder names = new StringBuilder("an object with");
    String comma = " ";
    if (tag != null) {
      names.append(comma).append(TAG);
      comma = ", ";
    }
    for (Field field : fields) {
      names.append(comma).append(field.name());
      comma = ", ";
    }
    return fields.isEmpty() && tag == null ? "an empty object" : names.toString();
  }

  private String name() {
    return constructor.getDeclaringClass().getSimpleName();
  }
}
