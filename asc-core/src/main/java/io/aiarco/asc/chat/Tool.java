package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;
import org.jspecify.annotations.Nullable;

/**
 * A tool the model may ask for.
 *
 * @param name 1 to 64 of {@code a-z A-Z 0-9 _ -}, what all providers accept
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of its arguments, an object
 * @param extras what only its wire knows of it; null for nothing, as mostly. Immutable.
 */
public record Tool(String name, String description, Json inputSchema, @Nullable WireExtras extras) {
  public Tool {
    WireName.require("tool name", name);
  }

  /** A tool without extras. */
  public Tool(String name, String description, Json inputSchema) {
    this(name, description, inputSchema, null);
  }

  /**
   * A tool whose arguments are a record's fields; see {@link ChatClient#read}.
   *
   * @throws IllegalArgumentException when the record has no schema
   */
  public static Tool of(String name, String description, Class<? extends Record> arguments) {
    return new Tool(name, description, RecordSchema.of(arguments).json());
  }
}
