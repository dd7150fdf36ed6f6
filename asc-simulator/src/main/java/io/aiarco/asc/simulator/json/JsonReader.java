package io.aiarco.asc.simulator.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259) into maps, lists, strings, {@link BigDecimal}s, booleans and
 * {@link JsonNull}.
 *
 * <p>Stricter than most parsers on purpose: invalid UTF-8, duplicate names, unpaired surrogates,
 * anything after the value and nesting beyond {@value #DEPTH_LIMIT} levels are refused, so that a
 * client which sends them is found out here and not at a real provider. Single-thread; every call
 * of {@link #read} uses a reader of its own.
 */
public final class JsonReader {

  private static final int DEPTH_LIMIT = 200;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The value that {@code utf8} holds; maps keep the order of their names, and nothing returned can
   * be changed.
   */
  public static Object read(byte[] utf8) throws JsonSyntaxException {
    JsonReader reader;
    try {
      reader =
          new JsonReader(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new JsonSyntaxException("invalid UTF-8", 0);
    }
    Object value = reader.value(0);
    if (reader.peekToken() != -1) {
      throw reader.wrong("text after the value");
    }
    return value;
  }

  private Object value(int depth) throws JsonSyntaxException {
    if (depth > DEPTH_LIMIT) {
      throw wrong("nesting deeper than " + DEPTH_LIMIT);
    }
    int c = peekToken();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", JsonNull.NULL);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) throws JsonSyntaxException {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    if (peekToken() == '}') {
      at++;
      return Collections.unmodifiableMap(members);
    }
    while (true) {
      if (peekToken() != '"') {
        throw wrong("expected a name");
      }
      String name = string();
      expect(':');
      if (members.putIfAbsent(name, value(depth + 1)) != null) {
        throw wrong("duplicate name");
      }
      if (!another('}')) {
        return Collections.unmodifiableMap(members);
      }
    }
  }

  private List<Object> array(int depth) throws JsonSyntaxException {
    List<Object> items = new ArrayList<>();
    at++;
    if (peekToken() == ']') {
      at++;
      return Collections.unmodifiableList(items);
    }
    do {
      items.add(value(depth + 1));
    } while (another(']'));
    return Collections.unmodifiableList(items);
  }

  private boolean another(char end) throws JsonSyntaxException {
    int c = peekToken();
    if (c != ',' && c != end) {
      throw wrong("expected ',' or '" + end + "'");
    }
    at++;
    return c == ',';
  }

  private String string() throws JsonSyntaxException {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      int c = next();
      if (c == '"') {
        break;
      } else if (c == '\\') {
        out.append(escaped());
      } else if (c < 0x20) {
        throw wrong(c == -1 ? "unterminated string" : "control character in string");
      } else {
        out.append((char) c);
      }
    }
    refuseUnpairedSurrogates(out);
    return out.toString();
  }

  private char escaped() throws JsonSyntaxException {
    int c = next();
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex4();
      default -> throw wrong("unknown escape");
    };
  }

  private char hex4() throws JsonSyntaxException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = next();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("expected four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private void refuseUnpairedSurrogates(CharSequence s) throws JsonSyntaxException {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < s.length()
          && Character.isLowSurrogate(s.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw wrong("unpaired surrogate in string");
      }
    }
  }

  private BigDecimal number() throws JsonSyntaxException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw wrong("number out of range");
    }
  }

  private void digits() throws JsonSyntaxException {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong("expected a value");
    }
  }

  private Object word(String word, Object meaning) throws JsonSyntaxException {
    if (!text.startsWith(word, at)) {
      throw wrong("expected a value");
    }
    at += word.length();
    return meaning;
  }

  private void expect(char c) throws JsonSyntaxException {
    if (peekToken() != c) {
      throw wrong("expected '" + c + "'");
    }
    at++;
  }

  private int peekToken() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
    return peek();
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private int next() {
    int c = peek();
    at++;
    return c;
  }

  private JsonSyntaxException wrong(String what) {
    return new JsonSyntaxException(what, at);
  }
}
