package io.aiarco.asc.simulator.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one JSON object, member by member, in the order given. Single-thread. */
public final class JsonObject {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(128).append('{');

  private JsonObject() {}

  public static JsonObject create() {
    return new JsonObject();
  }

  public JsonObject with(String name, String value) {
    return name(name, value);
  }

  public JsonObject with(String name, long value) {
    name(name).append(value);
    return this;
  }

  public JsonObject with(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  public JsonObject with(String name, JsonObject value) {
    name(name).append(value);
    return this;
  }

  public JsonObject with(String name, List<JsonObject> values) {
    StringBuilder out = name(name).append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",").append(values.get(i));
    }
    out.append(']');
    return this;
  }

  public JsonObject withNull(String name) {
    name(name).append("null");
    return this;
  }

  /** Adds the members of {@code other}, after those already here. */
  public JsonObject withAll(JsonObject other) {
    if (other.text.length() > 1) {
      text.append(text.length() > 1 ? "," : "").append(other.text, 1, other.text.length());
    }
    return this;
  }

  /** Adds a member whose value is JSON text already. */
  public JsonObject withJson(String name, String json) {
    name(name).append(json);
    return this;
  }

  /** The object as JSON text; more members may follow. */
  @Override
  public String toString() {
    return text + "}";
  }

  public byte[] utf8() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** {@code s} as a JSON string, quotes included. */
  public static String quote(String s) {
    StringBuilder out = new StringBuilder(s.length() + 16);
    quote(s, out);
    return out.toString();
  }

  private JsonObject name(String name, String value) {
    quote(value, name(name));
    return this;
  }

  private StringBuilder name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name, text);
    return text.append(':');
  }

  private static void quote(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
