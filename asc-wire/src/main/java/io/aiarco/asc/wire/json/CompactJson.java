package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aiarco.asc.json.WellFormed;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rewrites a JSON object token by token: whitespace goes, escapes become the shortest, numbers keep
 * their digits and get one notation. Two texts of the same object that differ in layout only come
 * out the same; a text that is not one whole object does not come out at all.
 */
public final class CompactJson {
  private CompactJson() {}

  /** The object in {@code text} in compact form; empty when it is not exactly one object. */
  public static Optional<String> object(String text) {
    StringWriter out = new StringWriter(text.length());
    try (JsonGenerator json = ProviderJson.FACTORY.createGenerator(out)) {
      if (!copyObject(text, json)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into a string: cannot happen
    }
    return Optional.of(out.toString());
  }

  /** The value in {@code text}, which has been read before, in compact form. */
  static String value(String text) throws IOException {
    StringWriter out = new StringWriter(text.length());
    try (JsonGenerator json = ProviderJson.FACTORY.createGenerator(out);
        JsonParser from = ProviderJson.parser(text)) {
      from.nextToken();
      copyValue(from, json);
    }
    return out.toString();
  }

  /** Whether {@code text} is exactly one object. */
  public static boolean isObject(String text) {
    return object(text).isPresent();
  }

  /**
   * Writes the object in {@code text}; false when it is not exactly one, with maybe part of it
   * written.
   */
  public static boolean copyObject(String text, JsonGenerator to) throws IOException {
    try (JsonParser from = ProviderJson.parser(text)) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      copyValue(from, to);
      return from.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * Writes the fields of the object in {@code text} into the object {@code to} is in; false when it
   * is not exactly one object, with maybe part of it written.
   *
   * @param wanted sees each name, says whether its field is to be written, and may throw
   */
  public static boolean copyFields(String text, JsonGenerator to, Predicate<String> wanted)
      throws IOException {
    try (JsonParser from = ProviderJson.parser(text)) {
      if (from.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
        if (wanted.test(name)) {
          copyToken(from, to);
          from.nextToken();
          copyValue(from, to);
        } else {
          from.nextToken();
          from.skipChildren();
        }
      }
      return from.currentToken() == JsonToken.END_OBJECT && from.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Writes the value {@code from} stands on, and leaves it at that value's last token. */
  static void copyValue(JsonParser from, JsonGenerator to) throws IOException {
    int depth = copyToken(from, to);
    while (depth > 0) {
      from.nextToken();
      depth += copyToken(from, to);
    }
  }

  /** Writes the current token; how much deeper it leads. */
  private static int copyToken(JsonParser from, JsonGenerator to) throws IOException {
    JsonToken token = from.currentToken();
    switch (token) {
      case START_OBJECT -> to.writeStartObject();
      case END_OBJECT -> to.writeEndObject();
      case START_ARRAY -> to.writeStartArray();
      case END_ARRAY -> to.writeEndArray();
      case FIELD_NAME -> to.writeFieldName(WellFormed.text(from.currentName()));
      case VALUE_STRING -> to.writeString(WellFormed.text(from.getText()));
      case VALUE_NUMBER_INT -> to.writeNumber(from.getText());
      case VALUE_NUMBER_FLOAT -> to.writeNumber(number(from.getText()));
      case VALUE_TRUE -> to.writeBoolean(true);
      case VALUE_FALSE -> to.writeBoolean(false);
      case VALUE_NULL -> to.writeNull();
      default -> throw new IllegalStateException("token: " + token + " (expected: of JSON text)");
    }
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }

  /** One notation for exponents, that of BigDecimal; as it came when BigDecimal cannot hold it. */
  private static String number(String text) {
    try {
      return new BigDecimal(text).toString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
