package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;

/**
 * A tool the model may ask for.
 *
 * @param name 1 to 64 of {@code a-z A-Z 0-9 _ -}, what all providers accept
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of its arguments, an object. Immutable.
 */
public record Tool(String name, String description, Json inputSchema) {
  public Tool {
    WireName.require("tool name", name);
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
