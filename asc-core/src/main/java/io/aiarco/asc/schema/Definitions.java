package io.aiarco.asc.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records and sealed interfaces of one schema, each defined once and referred to, so that they
 * may contain each other. Filled while the schema is made, then only read.
 */
final class Definitions {
  private final Map<Key, Reference> references = new LinkedHashMap<>();

  /**
   * What is defined once.
   *
   * @param tagged whether it says which record it is
   */
  record Key(Class<?> type, boolean tagged) {}

  /** Makes the shape of something that is not defined yet. */
  @FunctionalInterface
  interface Maker {
    Shape make();
  }

  /** Stands for a shape, maybe before it is known. */
  static final class Reference implements Shape {
    private final String name;
    private @Nullable Shape shape;

    private Reference(String name) {
      this.name = name;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("$ref", name.isEmpty() ? "#" : "#/$defs/" + name);
    }

    @Override
    public @Nullable Object read(@Nullable Object json, Place place) throws SchemaMismatch {
      return shape().read(json, place);
    }

    @Override
    public String expected() {
      return shape().expected();
    }

    Shape shape() {
      if (shape == null) {
        throw new IllegalStateException("definition: " + name + " used before it is whole");
      }
      return shape;
    }
  }

  /** A reference to what {@code key} means; the first asked for is the root. */
  Reference refer(Key key, Maker maker) {
    Reference known = references.get(key);
    if (known != null) {
      return known;
    }
    Reference made = new Reference(references.isEmpty() ? "" : freeName(key.type()));
    references.put(key, made);
    made.shape = maker.make();
    return made;
  }

  /** All of them as one schema. */
  Map<String, Object> schema(Reference root) {
    Map<String, Object> schema = new LinkedHashMap<>(root.shape().schema());
    Map<String, Object> others = new LinkedHashMap<>();
    for (Reference reference : references.values()) {
      if (reference != root) {
        others.put(reference.name, reference.shape().schema());
      }
    }
    if (!others.isEmpty()) {
      schema.put("$defs", others);
    }
    return schema;
  }

  private String freeName(Class<?> type) {
    String name = RecordSchema.wireName(type);
    String free = name;
    for (int i = 2; isTaken(free); i++) {
      free = name + i;
    }
    return free;
  }

  private boolean isTaken(String name) {
    return references.values().stream().anyMatch(reference -> reference.name.equals(name));
  }
}
