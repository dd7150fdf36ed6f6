package io.aiarco.asc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.json.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a schema as text, its fields in the order they have: models write theirs in the order of
 * the schema's, and one that is to think first needs its thoughts first. {@link CanonicalJson}
 * sorts them, so it writes the strings only. Single-thread.
 */
final class SchemaText {
  private final StringBuilder out = new StringBuilder();
  private final CanonicalJson strings = new CanonicalJson();

  private SchemaText() {}

  /** Two fields in order. */
  static Map<String, Object> of(String name, Object value, String nextName, Object nextValue) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    fields.put(nextName, nextValue);
    return fields;
  }

  static String write(Map<String, Object> schema) {
    SchemaText text = new SchemaText();
    text.value(schema);
    return text.out.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> fields) {
      String comma = "";
      out.append('{');
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.append(comma);
        string((String) field.getKey());
        out.append(':');
        value(field.getValue());
        comma = ",";
      }
      out.append('}');
    } else if (value instanceof List<?> items) {
      String comma = "";
      out.append('[');
      for (Object item : items) {
        out.append(comma);
        value(item);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof String string) {
      string(string);
    } else {
      out.append(value);
    }
  }

  private void string(String text) {
    out.append(new String(strings.reset().value(text).toByteArray(), UTF_8));
  }
}
