package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of records and state rows: one object of strings, integers within ±(2^53−1),
 * booleans, lists and objects. No null, no floating point, no duplicate or non-ASCII key, no lone
 * surrogate, no white space between tokens. Objects become {@link Map}s, integers {@link Long}s.
 */
public final class RecordJson {
  /** The longest record, in bytes of J. */
  public static final int MAX_RECORD_BYTES = 16_384;

  private static final int MAX_DEPTH = 64;
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private RecordJson() {}

  /** Reads one record. */
  public static Map<String, Object> record(byte[] bytes, int from, int length)
      throws FormatException {
    require(
        length <= MAX_RECORD_BYTES,
        () -> "JSON: " + length + " bytes (expected: at most " + MAX_RECORD_BYTES + ")");
    return object(bytes, from, length);
  }

  /** Reads one object of any length. */
  public static Map<String, Object> object(byte[] bytes, int from, int length)
      throws FormatException {
    require(length > 0 && bytes[from] == '{', "JSON: not an object");
    requireNoSpace(bytes, from, length);
    try (JsonParser parser = parser(bytes, from, length)) {
      parser.nextToken();
      Map<String, Object> object = readObject(parser);
      require(parser.nextToken() == null, "JSON: bytes after the object");
      return object;
    } catch (JsonProcessingException e) {
      throw new FormatException("JSON: does not parse: " + shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Bytes are read as they stand; what is not ASCII is decoded first, which is stricter. */
  private static JsonParser parser(byte[] bytes, int from, int length)
      throws IOException, FormatException {
    if (isAscii(bytes, from, length)) {
      return FACTORY.createParser(bytes, from, length);
    }
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes, from, length);
      return FACTORY.createParser(StandardCharsets.UTF_8.newDecoder().decode(encoded).toString());
    } catch (CharacterCodingException e) {
      throw new FormatException("JSON: not UTF-8");
    }
  }

  /** No byte of a character beyond ASCII looks like a quote, a backslash or a space. */
  private static void requireNoSpace(byte[] bytes, int from, int length) throws FormatException {
    boolean inString = false;
    for (int i = from; i < from + length; i++) {
      byte c = bytes[i];
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
        throw new FormatException("JSON: white space between tokens");
      }
    }
  }

  private static Map<String, Object> readObject(JsonParser parser)
      throws IOException, FormatException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      require(isAscii(key), () -> "JSON: key " + shown(key) + " (expected: ASCII)");
      parser.nextToken();
      require(
          object.put(key, readValue(parser)) == null, () -> "JSON: duplicate key " + shown(key));
    }
    return object;
  }

  private static List<Object> readList(JsonParser parser) throws IOException, FormatException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(readValue(parser));
    }
    return list;
  }

  private static Object readValue(JsonParser parser) throws IOException, FormatException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readList(parser);
      case VALUE_STRING -> readString(parser.getText());
      case VALUE_NUMBER_INT -> readInteger(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> throw new FormatException("JSON: null");
      default ->
          throw new FormatException(
              "JSON: " + shown(parser.getText()) + " (expected: no floating point)");
    };
  }

  private static String readString(String text) throws FormatException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        require(
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1)),
            "JSON: lone surrogate");
        i++;
      }
    }
    return text;
  }

  private static Long readInteger(String text) throws FormatException {
    require(!text.equals("-0"), "JSON: -0 (expected: 0)");
    long value = text.length() <= 17 ? Long.parseLong(text) : Long.MAX_VALUE;
    require(
        Math.abs(value) <= MAX_INTEGER,
        () -> "JSON: integer " + shown(text) + " (expected: within 2^53-1)");
    return value;
  }
}
