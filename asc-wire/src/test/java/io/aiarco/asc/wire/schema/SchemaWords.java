package io.aiarco.asc.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Validates by the few words of JSON Schema that a record's schema has; refuses any other. */
final class SchemaWords {
  private final JsonNode root;

  SchemaWords(JsonNode root) {
    this.root = root;
  }

  boolean accepts(JsonNode value) {
    return accepts(root, value);
  }

  private boolean accepts(JsonNode schema, JsonNode value) {
    boolean accepted = true;
    for (String word : (Iterable<String>) schema::fieldNames) {
      JsonNode says = schema.get(word);
      accepted &=
          switch (word) {
            case "type" -> isOf(says.textValue(), value);
            case "$ref" -> accepts(root.at(says.textValue().substring(1)), value);
            case "anyOf" -> any(says, value);
            case "enum" -> contains(says, value);
            case "items" -> all(says, value);
            case "required" -> has(value, says);
            case "properties" -> properties(says, value);
            case "additionalProperties" -> others(schema, says, value);
            case "description", "format", "$defs" -> true;
            default -> throw new AssertionError("word: " + word + " (expected: a known one)");
          };
    }
    return accepted;
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new AssertionError("type: " + type + " (expected: a known one)");
    };
  }

  private boolean any(JsonNode schemas, JsonNode value) {
    for (JsonNode schema : schemas) {
      if (accepts(schema, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(JsonNode constants, JsonNode value) {
    for (JsonNode constant : constants) {
      if (constant.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private boolean all(JsonNode schema, JsonNode items) {
    for (JsonNode item : items) {
      if (!accepts(schema, item)) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(JsonNode value, JsonNode names) {
    for (JsonNode name : names) {
      if (!value.has(name.textValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean properties(JsonNode schemas, JsonNode value) {
    for (String name : (Iterable<String>) schemas::fieldNames) {
      if (value.has(name) && !accepts(schemas.get(name), value.get(name))) {
        return false;
      }
    }
    return true;
  }

  private boolean others(JsonNode schema, JsonNode says, JsonNode value) {
    for (String name : (Iterable<String>) value::fieldNames) {
      boolean named = schema.path("properties").has(name);
      if (!named && (says.isBoolean() || !accepts(says, value.get(name)))) {
        return false;
      }
    }
    return true;
  }
}
