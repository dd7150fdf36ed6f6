package io.aiarco.asc.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of one type look as JSON. Immutable once its schema is whole. */
interface Shape {
  /** Its schema: maps in order, lists, texts, booleans. */
  Map<String, Object> schema();

  /** The Java value of {@code json}, which is as of {@link RecordSchema#read}. */
  @Nullable Object read(@Nullable Object json, Place place) throws SchemaMismatch;

  /** What is expected, in a few words. */
  String expected();

  /** Whether nothing at all is a value too. */
  default boolean isOptional() {
    return false;
  }

  /** What {@code json} is, without saying what is in it. */
  static String kind(@Nullable Object json) {
    if (json == null) {
      return "null";
    }
    if (json instanceof String) {
      return "text";
    }
    if (json instanceof BigDecimal) {
      return "a number";
    }
    if (json instanceof Boolean) {
      return "true or false";
    }
    return json instanceof List ? "a list" : "an object";
  }
}
