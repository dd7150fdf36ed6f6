package io.aiarco.asc.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON in the canonical form of RFC 8785 (JCS): no white space, member names ascending by
 * UTF-16 code unit, shortest escapes. The caller writes members in order and the writer checks it,
 * so nothing is buffered or sorted. Only integers within ±(2^53−1) are numbers here; {@link
 * #value(double)} writes ECMAScript's shortest form. There is no reader. Single-thread; {@link
 * #reset()} makes it reusable.
 */
public final class CanonicalJson {
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] buffer = new byte[512];
  private int size;
  private int depth;
  private String[] lastName = new String[8];
  private boolean[] inObject = new boolean[8];
  private boolean needComma;

  /** A writer with an empty buffer. */
  public CanonicalJson() {}

  /** Opens an object. */
  public CanonicalJson beginObject() {
    open('{', true);
    return this;
  }

  /** Closes the innermost object. */
  public CanonicalJson endObject() {
    close('}', true);
    return this;
  }

  /** Opens an array. */
  public CanonicalJson beginArray() {
    open('[', false);
    return this;
  }

  /** Closes the innermost array. */
  public CanonicalJson endArray() {
    close(']', false);
    return this;
  }

  /**
   * Starts a member of the innermost object.
   *
   * @throws IllegalStateException outside an object, or when {@code name} does not come after the
   *     one before
   */
  public CanonicalJson name(String name) {
    if (depth == 0 || !inObject[depth]) {
      throw new IllegalStateException("name: " + name + " (expected: inside an object)");
    }
    String last = lastName[depth];
    if (last != null && last.compareTo(name) >= 0) {
      throw new IllegalStateException("name: " + name + " (expected: after " + last + ")");
    }
    lastName[depth] = name;
    comma();
    string(name);
    put((byte) ':');
    needComma = false;
    return this;
  }

  /**
   * Writes a string.
   *
   * @throws IllegalArgumentException when it holds a lone surrogate, which has no UTF-8 form
   */
  public CanonicalJson value(String value) {
    comma();
    string(value);
    needComma = true;
    return this;
  }

  /** Opens a string that comes piece by piece. */
  public CanonicalJson beginText() {
    comma();
    put((byte) '"');
    return this;
  }

  /** The next piece of an open string; no surrogate pair may be cut in two. */
  public CanonicalJson text(String piece) {
    characters(piece);
    return this;
  }

  /** Closes an open string. */
  public CanonicalJson endText() {
    put((byte) '"');
    needComma = true;
    return this;
  }

  /**
   * Writes an integer.
   *
   * @throws IllegalArgumentException beyond ±(2^53−1), which JSON readers do not keep exactly
   */
  public CanonicalJson value(long value) {
    if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
      throw new IllegalArgumentException("integer: " + value + " (expected: within ±(2^53-1))");
    }
    comma();
    ascii(Long.toString(value));
    needComma = true;
    return this;
  }

  /** Writes a finite number as ECMAScript does (RFC 8785 §3.2.2.3). */
  public CanonicalJson value(double value) {
    comma();
    ascii(EcmaNumber.format(value));
    needComma = true;
    return this;
  }

  /** Writes {@code true} or {@code false}. */
  public CanonicalJson value(boolean value) {
    comma();
    ascii(value ? "true" : "false");
    needComma = true;
    return this;
  }

  /** The bytes written so far, a fresh array. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** Hands over the bytes written so far and forgets them; good until the next one is written. */
  public ByteBuffer drain() {
    ByteBuffer written = ByteBuffer.wrap(buffer, 0, size).slice();
    size = 0;
    return written;
  }

  /** How many bytes have been written since they were last forgotten. */
  public int size() {
    return size;
  }

  /** Forgets everything written; the buffer is kept. */
  public CanonicalJson reset() {
    size = 0;
    depth = 0;
    needComma = false;
    return this;
  }

  private void open(char bracket, boolean object) {
    comma();
    put((byte) bracket);
    depth++;
    if (depth == lastName.length) {
      lastName = Arrays.copyOf(lastName, depth * 2);
      inObject = Arrays.copyOf(inObject, depth * 2);
    }
    lastName[depth] = null;
    inObject[depth] = object;
    needComma = false;
  }

  private void close(char bracket, boolean object) {
    if (depth == 0 || inObject[depth] != object) {
      throw new IllegalStateException("'" + bracket + "' closes nothing that is open");
    }
    depth--;
    put((byte) bracket);
    needComma = true;
  }

  private void comma() {
    if (needComma) {
      put((byte) ',');
    }
  }

  private void string(String value) {
    put((byte) '"');
    characters(value);
    put((byte) '"');
  }

  private void characters(String value) {
    int plain = plain(value);
    if (plain < value.length()) {
      others(value, plain);
    }
  }

  /** Writes the characters that stand for themselves and tells where the first other one is. */
  private int plain(String value) {
    int length = value.length();
    ensure(length + 2);
    byte[] to = buffer;
    int begin = size;
    int i = 0;
    while (i < length) {
      char c = value.charAt(i);
      if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      to[begin + i++] = (byte) c;
    }
    size = begin + i;
    return i;
  }

  private void others(String value, int from) {
    ensure((value.length() - from) * 3 + 2);
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        put((byte) c);
      } else if (c < 0x80) {
        escape(c);
      } else {
        i = multiByte(value, i, c);
      }
    }
  }

  private void escape(char c) {
    put((byte) '\\');
    switch (c) {
      case '"', '\\' -> put((byte) c);
      case '\b' -> put((byte) 'b');
      case '\t' -> put((byte) 't');
      case '\n' -> put((byte) 'n');
      case '\f' -> put((byte) 'f');
      case '\r' -> put((byte) 'r');
      default -> {
        ascii("u00");
        put(HEX[c >> 4]);
        put(HEX[c & 15]);
      }
    }
  }

  private int multiByte(String value, int at, char c) {
    int code = c;
    int next = at;
    if (Character.isSurrogate(c)) {
      if (Character.isHighSurrogate(c)
          && at + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(at + 1))) {
        code = Character.toCodePoint(c, value.charAt(at + 1));
        next = at + 1;
      } else {
        throw new IllegalArgumentException(
            "string: lone surrogate at " + at + " (expected: whole Unicode)");
      }
    }
    if (code < 0x800) {
      put((byte) (0xC0 | code >> 6));
    } else if (code < 0x10000) {
      put((byte) (0xE0 | code >> 12));
      put((byte) (0x80 | code >> 6 & 0x3F));
    } else {
      put((byte) (0xF0 | code >> 18));
      put((byte) (0x80 | code >> 12 & 0x3F));
      put((byte) (0x80 | code >> 6 & 0x3F));
    }
    put((byte) (0x80 | code & 0x3F));
    return next;
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  private void put(byte b) {
    if (size == buffer.length) {
      ensure(1);
    }
    buffer[size++] = b;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
