package io.aiarco.asc.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be null, or empty. A model that leaves the field out means the same, so that is taken
 * too; the schema asks for null, since strict modes know no fields that may be missing.
 *
 * @param wrapped whether the type is an {@link Optional}
 */
record NullableShape(Shape of, boolean wrapped) implements Shape {
  @Override
  public Map<String, Object> schema() {
    return Map.of("anyOf", List.of(of.schema(), Map.of("type", "null")));
  }

  @Override
  public @Nullable Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    Object value = json == null ? null : of.read(json, place);
    return wrapped ? Optional.ofNullable(value) : value;
  }

  @Override
  public String expected() {
    return of.expected() + " or null";
  }

  @Override
  public boolean isOptional() {
    return true;
  }
}
