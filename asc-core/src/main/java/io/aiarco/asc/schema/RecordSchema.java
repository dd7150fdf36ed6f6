package io.aiarco.asc.schema;

import io.aiarco.asc.json.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as JSON Schema, and the way back: what a model wrote after it, checked and made into the
 * record. The schema is the same for the same record, always. Every field is required and no other
 * allowed, as strict modes want it; what may be null is an {@code Optional} or bears an annotation
 * named {@code Nullable}. Immutable.
 *
 * <p>A record in a module must be public in an exported package, or its package opened to {@code
 * io.aiarco.asc.core}.
 */
public final class RecordSchema<T extends Record> {
  private static final int LONGEST_NAME = 64;

  private static final ClassValue<RecordSchema<?>> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordSchema<?> computeValue(Class<?> type) {
          return new RecordSchema<>(type.asSubclass(Record.class));
        }
      };

  private final Class<T> type;
  private final Shape shape;
  private final Json json;
  private final boolean strict;

  private RecordSchema(Class<T> type) {
    ShapeFinder finder = new ShapeFinder();
    Definitions.Reference root = finder.root(type);
    this.type = type;
    this.shape = root.shape();
    this.json = Json.of(SchemaText.write(finder.definitions().schema(root)));
    this.strict = finder.isStrict();
  }

  /**
   * The schema of {@code type}.
   *
   * @throws IllegalArgumentException naming the component of a type that has no schema, or the
   *     package that must be opened
   */
  @SuppressWarnings("unchecked") // the value of a class is its own schema
  public static <T extends Record> RecordSchema<T> of(Class<T> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + ": no record (expected: one)");
    }
    return (RecordSchema<T>) KNOWN.get(type);
  }

  /** The record. */
  public Class<T> type() {
    return type;
  }

  /** The record's simple name, 1 to 64 of {@code a-z A-Z 0-9 _ -}. */
  public String name() {
    return wireName(type);
  }

  /** The schema, an object. */
  public Json json() {
    return json;
  }

  /**
   * Whether providers can hold a model to it while it writes. A {@code Map} prevents that: they
   * want to know all names beforehand.
   */
  public boolean isStrict() {
    return strict;
  }

  /**
   * Makes the record of a JSON value, after checking every part of it.
   *
   * @param value Map, List, String, BigDecimal, Boolean, or null for JSON's null
   * @throws SchemaMismatch at the first thing that is not as the schema says
   */
  public T read(@Nullable Object value) throws SchemaMismatch {
    Object made = shape.read(value, Place.WHOLE);
    return type.cast(Objects.requireNonNull(made, "a record's shape never reads null"));
  }

  /** The simple name of {@code type} as far as it may stand on every wire. */
  static String wireName(Class<?> type) {
    String name = type.getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  @Override
  public String toString() {
    return "RecordSchema[" + type.getSimpleName() + "]";
  }
}
