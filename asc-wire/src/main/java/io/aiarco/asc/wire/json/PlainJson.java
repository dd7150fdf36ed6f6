package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aiarco.asc.schema.SchemaMismatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any JSON value in Java's own words: maps in order, lists, strings, BigDecimals, Booleans. */
public final class PlainJson {
  private PlainJson() {}

  /**
   * The value of {@code text}.
   *
   * @throws SchemaMismatch when that is not exactly one value, or an object has a name twice
   */
  public static @Nullable Object read(String text) throws SchemaMismatch {
    try (JsonParser parser = ProviderJson.parser(text)) {
      if (parser.nextToken() != null) {
        Object value = value(parser);
        if (parser.nextToken() == null) {
          return value;
        }
      }
    } catch (JacksonException | NumberFormatException e) {
      // Not the cause: it may quote the text.
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from a string: cannot happen
    }
    throw new SchemaMismatch("$", text.length() + " characters", "JSON and nothing else");
  }

  private static @Nullable Object value(JsonParser parser) throws IOException, SchemaMismatch {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default ->
          throw new IllegalStateException(
              "token: " + parser.currentToken() + " (expected: of JSON text)");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser)
      throws IOException, SchemaMismatch {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      Object value = value(parser);
      if (fields.containsKey(name)) {
        throw new SchemaMismatch("$", "an object that has a name twice", "each name once");
      }
      fields.put(name, value);
    }
    return fields;
  }

  private static List<@Nullable Object> list(JsonParser parser) throws IOException, SchemaMismatch {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }
}
