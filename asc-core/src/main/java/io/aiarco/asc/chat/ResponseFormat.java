package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What shape the reply's text must have. Immutable. */
public sealed interface ResponseFormat {
  /** Any text. */
  ResponseFormat TEXT = new Text();

  /** Some JSON object. */
  ResponseFormat JSON_OBJECT = new JsonObject();

  /**
   * JSON that is a record; strict, where its schema can be.
   *
   * @throws IllegalArgumentException when the record has no schema
   */
  static JsonSchema of(Class<? extends Record> type) {
    RecordSchema<?> schema = RecordSchema.of(type);
    return new JsonSchema(schema.name(), schema.json(), schema.isStrict());
  }

  /** The value of the function for this kind. */
  <R> R fold(
      Function<Text, R> text, Function<JsonObject, R> object, Function<JsonSchema, R> schema);

  /** See {@link #TEXT}. */
  record Text() implements ResponseFormat {
    @Override
    public <R> R fold(
        Function<Text, R> text, Function<JsonObject, R> object, Function<JsonSchema, R> schema) {
      return text.apply(this);
    }
  }

  /** See {@link #JSON_OBJECT}. */
  record JsonObject() implements ResponseFormat {
    @Override
    public <R> R fold(
        Function<Text, R> text, Function<JsonObject, R> object, Function<JsonSchema, R> schema) {
      return object.apply(this);
    }
  }

  /**
   * JSON that a schema describes.
   *
   * @param name 1 to 64 of {@code a-z A-Z 0-9 _ -}
   * @param schema JSON Schema, an object
   * @param strict whether the provider must hold the model to it while it writes; some always do
   * @param extras what only its wire knows of it; null for nothing, as mostly
   */
  record JsonSchema(String name, Json schema, boolean strict, @Nullable WireExtras extras)
      implements ResponseFormat {
    public JsonSchema {
      WireName.require("response format name", name);
    }

    /** A schema without extras. */
    public JsonSchema(String name, Json schema, boolean strict) {
      this(name, schema, strict, null);
    }

    @Override
    public <R> R fold(
        Function<Text, R> text, Function<JsonObject, R> object, Function<JsonSchema, R> schema) {
      return schema.apply(this);
    }
  }
}
