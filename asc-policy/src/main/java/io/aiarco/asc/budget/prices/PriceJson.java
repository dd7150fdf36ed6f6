package io.aiarco.asc.budget.prices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks JSON about prices and says of everything wrong in which line it stands. Keys that come
 * twice are refused. Single-thread.
 */
final class PriceJson implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser json;
  private final String name;

  private PriceJson(JsonParser json, String name) {
    this.json = json;
    this.name = name;
  }

  /** {@code name}: the file's, for messages. The caller closes {@code in}. */
  static PriceJson open(InputStream in, String name) throws IOException {
    return new PriceJson(JSON.createParser(in), name);
  }

  /** A member's value is read by whoever knows its key. */
  interface Member {
    void read(String key) throws IOException;
  }

  /** An item is read by whoever knows what list it is. */
  interface Item {
    void read() throws IOException;
  }

  /** The members of the object that comes. */
  void object(Member member) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT);
    members(member);
  }

  /** The objects of the list that comes. */
  void objects(Item item) throws IOException {
    expect(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_OBJECT);
      item.read();
    }
  }

  /** The members of the object that has begun. */
  void members(Member member) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      member.read(json.currentName());
    }
  }

  /** Refuses what comes after the document. */
  void end() throws IOException {
    if (json.nextToken() != null) {
      throw bad(String.valueOf(json.currentToken()), "nothing after the end");
    }
  }

  /** What {@code reader} makes of the string that comes. */
  <T> T as(Function<String, T> reader) throws IOException {
    String text = string();
    return placed(() -> reader.apply(text));
  }

  /** Says of what {@code made} refuses where it stands. */
  <T> T placed(java.util.function.Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + e.getMessage(), e);
    }
  }

  String string() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  long wholeNumber() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  /**
   * The text of the number that comes as it is written, so that nothing passes through floating
   * point; null when something else comes, which is passed over.
   */
  @Nullable String numberText() throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }

  /** The string that comes; null when something else comes, which is passed over. */
  @Nullable String stringIfAny() throws IOException {
    if (json.nextToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }

  /** Passes over the value that comes. */
  void skip() throws IOException {
    json.nextToken();
    json.skipChildren();
  }

  /** A date, which is its first instant in UTC, or an instant. */
  Instant time() throws IOException {
    String text = string();
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          where() + "date: " + text + " (expected: such as 2026-11-21)", e);
    }
  }

  void expect(@Nullable JsonToken seen, JsonToken expected) {
    if (seen != expected) {
      throw bad(String.valueOf(seen), expected.toString());
    }
  }

  IllegalArgumentException bad(String seen, String expected) {
    return new IllegalArgumentException(where() + seen + " (expected: " + expected + ")");
  }

  /** Where reading stands: {@code file:line: }. */
  String where() {
    return name + ":" + json.currentLocation().getLineNr() + ": ";
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
