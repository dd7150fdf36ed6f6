package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of records and state rows: one object of strings, integers within ±(2^53−1),
 * booleans, lists and objects. No null, no floating point, no duplicate or non-ASCII key, no lone
 * surrogate, no white space between tokens. Objects become {@link Map}s, integers {@link Long}s.
 * Reads bytes in one pass, since a verifier does little else; {@code RecordJsonTest} holds it
 * against a general parser. Single-thread.
 */
public final class RecordJson {
  /** The longest record, in bytes of J. */
  public static final int MAX_RECORD_BYTES = 16_384;

  private static final int MAX_DEPTH = 64;
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final int MAX_INTEGER_DIGITS = 16;

  /** Keys and values of objects and lists that have begun and not ended. */
  private Object[] values = new Object[128];

  private int count;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int depth;

  /** Whether the last string is as its bytes are. */
  private boolean plain;

  private final Scalars scalars = new Scalars();

  /** A reader of any number of records, one after the other. */
  RecordJson() {}

  /** Reads one record. */
  public static Map<String, Object> record(byte[] bytes, int from, int length)
      throws FormatException {
    return new RecordJson().readRecord(bytes, from, length);
  }

  /** Reads one object of any length. */
  public static Map<String, Object> object(byte[] bytes, int from, int length)
      throws FormatException {
    return new RecordJson().read(bytes, from, length);
  }

  /** Reads one record. */
  JsonObject readRecord(byte[] record, int from, int length) throws FormatException {
    require(
        length <= MAX_RECORD_BYTES,
        () -> "JSON: " + length + " bytes (expected: at most " + MAX_RECORD_BYTES + ")");
    return read(record, from, length);
  }

  private JsonObject read(byte[] object, int from, int length) throws FormatException {
    require(length > 0 && object[from] == '{', "JSON: not an object");
    bytes = object;
    at = from;
    end = from + length;
    depth = 0;
    count = 0;
    scalars.clear();
    JsonObject read = readObject();
    require(at == end, "JSON: bytes after the object");
    return read;
  }

  /** Where the scalars of the last one stand. */
  Scalars scalars() {
    return scalars;
  }

  private Object readValue() throws FormatException {
    int c = peek();
    return switch (c) {
      case '"' -> readText();
      case '{' -> readObject();
      case '[' -> readList();
      case 't' -> readWord("true", true);
      case 'f' -> readWord("false", false);
      case 'n' -> throw new FormatException("JSON: null");
      default -> {
        require(c == '-' || isDigit(c), "JSON: does not parse: no value");
        int from = at;
        Long value = readInteger();
        scalars.hole(from, at);
        yield value;
      }
    };
  }

  private JsonObject readObject() throws FormatException {
    int first = count;
    enter();
    if (!skip('}')) {
      do {
        require(peek() == '"', "JSON: does not parse: no key");
        String key = readString();
        if (!isAscii(key)) {
          throw new FormatException("JSON: key " + shown(key) + " (expected: ASCII)");
        }
        require(skip(':'), "JSON: does not parse: no colon");
        push(key);
        push(readValue());
      } while (skip(','));
      require(skip('}'), "JSON: does not parse: an object without end");
    }
    depth--;
    Object[] members = pop(first);
    String[] keys = new String[members.length / 2];
    Object[] read = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (String) members[2 * i];
      read[i] = members[2 * i + 1];
    }
    return new JsonObject(new JsonKeys(keys), read);
  }

  private List<Object> readList() throws FormatException {
    int first = count;
    enter();
    if (!skip(']')) {
      do {
        push(readValue());
      } while (skip(','));
      require(skip(']'), "JSON: does not parse: a list without end");
    }
    depth--;
    return Collections.unmodifiableList(Arrays.asList(pop(first)));
  }

  private void enter() throws FormatException {
    at++;
    require(++depth <= MAX_DEPTH, "JSON: nesting (expected: at most " + MAX_DEPTH + ")");
  }

  private void push(Object value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  private Object[] pop(int first) {
    Object[] popped = Arrays.copyOfRange(values, first, count);
    count = first;
    return popped;
  }

  private String readText() throws FormatException {
    int from = at + 1;
    String text = readString();
    if (plain) {
      scalars.hole(from, at - 1);
    } else {
      scalars.other();
    }
    return text;
  }

  private Boolean readWord(String word, boolean value) throws FormatException {
    scalars.other();
    for (int i = 0; i < word.length(); i++) {
      require(skip(word.charAt(i)), "JSON: does not parse: no value");
    }
    return value;
  }

  private Long readInteger() throws FormatException {
    int from = at;
    boolean negative = skip('-');
    int digits = at;
    long value = 0;
    while (at < end && isDigit(bytes[at])) {
      value = at - digits < MAX_INTEGER_DIGITS ? 10 * value + bytes[at] - '0' : Long.MAX_VALUE;
      at++;
    }
    require(at > digits, "JSON: does not parse: no digit");
    require(bytes[digits] != '0' || at == digits + 1, "JSON: does not parse: a leading zero");
    require(!negative || value != 0, "JSON: -0 (expected: 0)");
    require(
        at == end || bytes[at] != '.' && bytes[at] != 'e' && bytes[at] != 'E',
        "JSON: a fraction or exponent (expected: no floating point)");
    require(
        value <= MAX_INTEGER,
        () ->
            "JSON: integer "
                + shown(new String(bytes, from, at - from, StandardCharsets.US_ASCII))
                + " (expected: within 2^53-1)");
    return negative ? -value : value;
  }

  private String readString() throws FormatException {
    int from = ++at;
    at = Bytes.endOfPlain(bytes, at, end);
    plain = at < end && bytes[at] == '"';
    if (plain) {
      return KnownTexts.of(bytes, from, at++ - from);
    }
    return readOtherString(from);
  }

  /** A string that is not only ASCII or holds an escape. */
  private String readOtherString(int from) throws FormatException {
    StringBuilder text = new StringBuilder();
    int plain = from;
    at = from;
    while (true) {
      int c = peek();
      require((c & 0xFF) >= ' ', "JSON: does not parse: a control character");
      if (c == '"' || c == '\\') {
        text.append(utf8(plain, at));
        at++;
        if (c == '"') {
          break;
        }
        text.append(readEscape());
        plain = at;
      } else {
        at++;
      }
    }
    requirePairs(text);
    return text.toString();
  }

  private char readEscape() throws FormatException {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
          int digit = Character.digit((char) peek(), 16);
          require(digit >= 0, "JSON: does not parse: no hex digit");
          unit = unit << 4 | digit;
        }
        yield (char) unit;
      }
      default -> throw new FormatException("JSON: does not parse: an unknown escape");
    };
  }

  private CharSequence utf8(int from, int to) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
    } catch (CharacterCodingException e) {
      throw new FormatException("JSON: not UTF-8");
    }
  }

  private static void requirePairs(CharSequence text) throws FormatException {
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
  }

  private int peek() throws FormatException {
    if (at >= end) {
      throw new FormatException("JSON: does not parse: the bytes end");
    }
    return bytes[at];
  }

  private boolean skip(int wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
