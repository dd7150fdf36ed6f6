package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;

/**
 * A tool the model may ask for.
 *
 * @param name 1 to 64 of {@code a-z A-Z 0-9 _ -}, what all providers accept
 * @param description what it does, for the model
 * @param inputSchema JSON Schema of its arguments, an object. Immutable.
 */
public record Tool(String name, String description, Json inputSchema) {
  public Tool {
    boolean valid = !name.isEmpty() && name.length() <= 64;
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "tool name: " + name.length() + " characters (expected: [a-zA-Z0-9_-]{1,64})");
    }
  }
}
