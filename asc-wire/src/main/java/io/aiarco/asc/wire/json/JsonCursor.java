package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aiarco.asc.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object front to back and keeps nothing that nobody asks for: a tree of a reply
 * costs more than the reply. It stands on one value at a time and hands it to {@link Fields} or
 * {@link Items}, who read it at most once; what they leave is skipped. Single-thread.
 */
public final class JsonCursor {
  private final byte[] bytes;
  private final JsonParser parser;

  private JsonCursor(byte[] bytes, JsonParser parser) {
    this.bytes = bytes;
    this.parser = parser;
  }

  /** Takes the fields of one object as they come, a repeated name each time. */
  @FunctionalInterface
  public interface Fields {
    /** One field; {@code value} stands on what it is. */
    void field(String name, JsonCursor value) throws IOException;
  }

  /** Takes the items of one list. */
  @FunctionalInterface
  public interface Items {
    /** One item; {@code value} stands on it. */
    void item(JsonCursor value) throws IOException;
  }

  /**
   * Reads the object in the first {@code length} bytes; false when they are anything else, with
   * maybe part of it read.
   */
  public static boolean read(byte[] bytes, int length, Fields fields) {
    if (!ProviderJson.beginsAsUtf8(bytes, length)) {
      return false;
    }
    try (JsonParser parser = ProviderJson.FACTORY.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      new JsonCursor(bytes, parser).object(fields);
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from an array: cannot happen
    }
  }

  /** Hands out the fields of the object it stands on; nothing when it is none. */
  public void object(Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      fields.field(name, this);
      parser.skipChildren(); // of a value that was left; does nothing after one that was read
    }
  }

  /** Hands out the items of the list it stands on; nothing when it is none. */
  public void list(Items items) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.item(this);
      parser.skipChildren();
    }
  }

  /** Whether it stands on an object. */
  public boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Whether it stands on a list. */
  public boolean isList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Whether it stands on null. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Whether it stands on text, maybe an empty one. */
  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** The text it stands on; null when that is empty, or no text. */
  public @Nullable String text() throws IOException {
    if (!isText()) {
      return null;
    }
    String text = parser.getText();
    return text.isEmpty() ? null : text;
  }

  /** Whether the text it stands on is {@code text}; it is not made into one to find out. */
  public boolean isText(@Nullable String text) throws IOException {
    if (text == null || !isText() || parser.getTextLength() != text.length()) {
      return false;
    }
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    for (int i = 0; i < text.length(); i++) {
      if (chars[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The whole number it stands on; {@code otherwise} when that is none, or beyond a long. */
  public long whole(long otherwise) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return otherwise;
    }
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? otherwise
        : parser.getLongValue();
  }

  /** The number it stands on, whole or not; {@code otherwise} when it is none. */
  public double number(double otherwise) throws IOException {
    return parser.currentToken() != null && parser.currentToken().isNumeric()
        ? parser.getDoubleValue()
        : otherwise;
  }

  /** The number it stands on, as near as 32 bits come; {@code otherwise} when it is none. */
  public float float32(float otherwise) throws IOException {
    return parser.currentToken() != null && parser.currentToken().isNumeric()
        ? parser.getFloatValue()
        : otherwise;
  }

  /** The value it stands on, in compact form, carried unread. */
  public Json json() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator to = ProviderJson.FACTORY.createGenerator(out)) {
      CompactJson.copyValue(parser, to);
    }
    return Json.of(out.toString());
  }

  /** The same; null when it is null, or a list, an object or a text of nothing. */
  public @Nullable Json jsonUnlessEmpty() throws IOException {
    if (isNull() || isText() && parser.getTextLength() == 0) {
      return null;
    }
    if (!isObject() && !isList()) {
      return json();
    }
    long from = position();
    parser.skipChildren();
    int length = (int) (parser.currentLocation().getByteOffset() - from);
    if (length == 2) {
      return null;
    }
    String text = new String(bytes, (int) from, length, StandardCharsets.UTF_8);
    return Json.of(CompactJson.value(text));
  }

  /** Where the value it stands on begins, for {@link #since}. */
  public long position() {
    return parser.currentTokenLocation().getByteOffset();
  }

  /** The object that began at {@code position} and has just been read, in compact form. */
  public Json since(long position) {
    int from = (int) position;
    int length = (int) parser.currentLocation().getByteOffset() - from;
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    return Json.of(CompactJson.object(text).orElseThrow());
  }
}
