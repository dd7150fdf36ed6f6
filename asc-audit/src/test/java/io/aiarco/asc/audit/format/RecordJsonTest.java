package io.aiarco.asc.audit.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The reader of records takes what a general parser takes within the subset, and nothing else. */
class RecordJsonTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\"a\":",
    "\"type\":\"call.intent\"",
    "\"b\":[1,2]",
    "\"c\":{\"d\":true}",
    "\"\"",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "00",
    "1.5",
    "1e3",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740991",
    "12345678901234567890",
    " ",
    "\n",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\n",
    "\\x",
    "é",
    "😀",
    "\u0000",
    "\u007f",
    "\"a string that is longer than twenty-four bytes\"",
    "tru",
    "-",
    "\"ключ\":1"
  };

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  @Property(tries = 20_000)
  void takesWhatAGeneralParserTakes(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{");
    if (random.nextBoolean()) {
      writeMembers(text, random, 0);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    assertAgree(bytes);
  }

  /**
   * Places in front and behind are not read, and where a string lies in its word changes nothing.
   */
  @Property
  void readsOnlyItsOwnBytes(@ForAll long seed) throws FormatException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{");
    writeMembers(text, random, 0);
    byte[] alone = text.toString().getBytes(StandardCharsets.UTF_8);
    int before = random.nextInt(9);
    byte[] among = new byte[before + alone.length + random.nextInt(9)];
    Arrays.fill(among, (byte) '"');
    System.arraycopy(alone, 0, among, before, alone.length);

    assertEquals(
        RecordJson.record(alone, 0, alone.length), RecordJson.record(among, before, alone.length));
  }

  @Example
  void nestsSixtyFourDeepAndNoDeeper() throws FormatException {
    assertAgree(nested(63));
    assertAgree(nested(64));
    assertEquals(1, RecordJson.record(nested(63), 0, nested(63).length).size());
    assertThrows(FormatException.class, () -> RecordJson.record(nested(64), 0, nested(64).length));
  }

  /** Whatever the comparison with another record takes is the record that it is without. */
  @Property(tries = 20_000)
  void whatLooksLikeAnotherIsReadAsItIsAlone(@ForAll long seed) throws FormatException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{");
    writeMembers(text, random, 0);
    byte[] first = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    RecordReader reader = new RecordReader(new Shapes());
    int length = first.length - 1;
    assertEquals(RecordJson.record(first, 0, length), reader.read(first, 0, length));
    RecordView again = reader.readAlike(padded(first), 0, first.length);
    if (!text.toString().matches("(?s).*[0-9]{16}.*")) { // which may not fit
      assertNotNull(again, "a record looks like itself");
      assertEquals(RecordJson.record(first, 0, length), again);
    }

    byte[] other = first.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(length);
      other[at] = random.nextBoolean() ? other[random.nextInt(length)] : (byte) random.nextInt(128);
    }
    RecordView alike = reader.readAlike(padded(other), 0, other.length);
    if (alike != null) {
      assertEquals(RecordJson.record(other, 0, alike.end()), alike);
    }
  }

  /** Lines end in a segment, not in an array: words are read beyond them. */
  private static byte[] padded(byte[] line) {
    return Arrays.copyOf(line, line.length + 8);
  }

  private static byte[] nested(int lists) {
    return ("{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void writeMembers(StringBuilder text, Random random, int depth) {
    int size = random.nextInt(depth == 0 ? 40 : 3);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",").append('"').append((char) ('a' + i % 26)).append(i / 26);
      text.append("\":");
      writeValue(text, random, depth + 1);
    }
    text.append('}');
  }

  private static void writeValue(StringBuilder text, Random random, int depth) {
    switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> text.append(random.nextInt(-1000, 1000));
      case 1 -> text.append(random.nextBoolean());
      case 2 -> text.append(random.nextLong(-(1L << 53) - 1, (1L << 53) + 2));
      case 3 -> {
        text.append('"');
        for (int i = random.nextInt(40); i > 0; i--) {
          text.append(random.nextInt(20) == 0 ? "\\u00e9ü" : (char) random.nextInt('#', '['));
        }
        text.append('"');
      }
      case 4 -> {
        text.append('{');
        writeMembers(text, random, depth);
      }
      default -> {
        text.append('[');
        for (int i = random.nextInt(3); i >= 0; i--) {
          writeValue(text, random, depth + 1);
          text.append(i == 0 ? "" : ",");
        }
        text.append(']');
      }
    }
  }

  private static void assertAgree(byte[] bytes) {
    Object expected;
    try {
      expected = jackson(bytes);
    } catch (IOException e) {
      assertThrows(
          FormatException.class,
          () -> RecordJson.record(bytes, 0, bytes.length),
          () -> "no record: " + new String(bytes, StandardCharsets.UTF_8));
      return;
    }
    try {
      assertEquals(expected, RecordJson.record(bytes, 0, bytes.length));
    } catch (FormatException e) {
      throw new AssertionError("a record: " + new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  /** Reads with Jackson, refusing what §2 excludes. */
  private static Map<String, Object> jackson(byte[] bytes) throws IOException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    if (!text.startsWith("{")
        || text.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "").matches("(?s).*[ \t\r\n].*")) {
      throw new IOException("no object, or white space");
    }
    try (JsonParser parser = JACKSON.createParser(text)) {
      parser.nextToken();
      Map<String, Object> object = object(parser);
      if (parser.nextToken() != null) {
        throw new IOException("bytes after the object");
      }
      return object;
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(key)
          || object.put(key, value(parser)) != null) {
        throw new IOException("key");
      }
    }
    return object;
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return object(parser);
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      case VALUE_STRING:
        String text = parser.getText();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
          throw new IOException("lone surrogate");
        }
        return text;
      case VALUE_NUMBER_INT:
        String digits = parser.getText();
        long value = digits.length() < 18 ? Long.parseLong(digits) : Long.MAX_VALUE;
        if (digits.equals("-0") || Math.abs(value) >= 1L << 53) {
          throw new IOException("integer");
        }
        return value;
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      default:
        throw new IOException("null or floating point");
    }
  }
}
