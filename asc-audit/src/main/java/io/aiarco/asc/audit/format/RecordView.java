package io.aiarco.asc.audit.format;

import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in the bytes of its segment: a {@link Map} whose values are read when asked
 * for, and the few questions that a verifier has about every record, answered from the bytes. The
 * bytes are not copied. Single-thread.
 */
public final class RecordView extends AbstractMap<String, Object> {
  /** What {@link #integer} returns where there is none: no record has an integer so small. */
  public static final long NO_INTEGER = Long.MIN_VALUE;

  private final byte[] bytes;
  private final int end;
  private final Shape shape;

  /** Where each hole of the shape begins and ends. */
  private final int[] holes;

  /** Read once. */
  private @Nullable String tenant;

  private @Nullable CallId call;

  private @Nullable List<HoldLine> settle;

  RecordView(byte[] bytes, int end, Shape shape, int[] holes) {
    this.bytes = bytes;
    this.end = end;
    this.shape = shape;
    this.holes = holes;
  }

  /** Where it ends in its segment. */
  int end() {
    return end;
  }

  /** The string under {@code type}; empty when there is none. */
  public String type() {
    return shape.type();
  }

  /** The value of a key; null when it has none. */
  public @Nullable Object get(Key key) {
    Shape.Member member = shape.member(key);
    return member == null ? null : member.read(bytes, holes);
  }

  /** Whether it has the key. */
  public boolean has(Key key) {
    return shape.member(key) != null;
  }

  /** Whether the key has a list. */
  public boolean isList(Key key) {
    Shape.Member member = shape.member(key);
    return member != null && member.isList();
  }

  /** The string of a key; empty when it has none. */
  public String text(Key key) {
    return get(key) instanceof String text ? text : "";
  }

  /** The integer of a key; {@link #NO_INTEGER} when it has none. */
  public long integer(Key key) {
    Shape.Member member = shape.member(key);
    int hole = member == null ? -1 : member.integer();
    return hole < 0 ? NO_INTEGER : Bytes.integer(bytes, begin(hole), end(hole));
  }

  /** A rule about ASCII, or UTF-8 where a string is not all ASCII. */
  public interface TextRule {
    /** Whether it holds for the bytes from {@code from} to {@code to}. */
    boolean holds(byte[] bytes, int from, int to);
  }

  /** Whether the key has a string for which a rule holds. */
  public boolean holds(Key key, TextRule rule) {
    int hole = textHole(key);
    if (hole >= 0) {
      return rule.holds(bytes, begin(hole), end(hole));
    }
    if (!(get(key) instanceof String text)) {
      return false;
    }
    byte[] other = text.getBytes(StandardCharsets.UTF_8);
    return rule.holds(other, 0, other.length);
  }

  private int textHole(Key key) {
    Shape.Member member = shape.member(key);
    return member == null ? -1 : member.text();
  }

  private int begin(int hole) {
    return holes[2 * hole];
  }

  private int end(int hole) {
    return holes[2 * hole + 1];
  }

  /** Whether the string of a key has so many digits, all hex in lower case. */
  public boolean isHex(Key key, int digits) {
    return holds(key, (text, from, to) -> to - from == digits && Bytes.isHex(text, from, to));
  }

  /** Whether the string of a key is that text of ASCII. */
  boolean isText(Key key, byte[] expected, int begin, int end) {
    return holds(key, (text, from, to) -> Bytes.same(text, from, to, expected, begin, end));
  }

  /** The ULID of a key; null when it has none. */
  public @Nullable UlidBits ulid(Key key) {
    int hole = textHole(key);
    if (hole >= 0) {
      return UlidBits.read(bytes, begin(hole), end(hole));
    }
    byte[] other = text(key).getBytes(StandardCharsets.UTF_8);
    return UlidBits.read(other, 0, other.length);
  }

  /** The string under {@code tenant}; null when there is none. */
  public @Nullable String tenant() {
    if (tenant == null && get(Key.TENANT) instanceof String read) {
      tenant = read;
    }
    return tenant;
  }

  /** The call it names. */
  public CallId call() throws FormatException {
    CallId read = call;
    if (read == null) {
      read = State.call(get(Key.CALL));
      call = read;
    }
    return read;
  }

  /** Checks {@code ts}. */
  public void requireStamp() throws FormatException {
    if (!holds(Key.TS, Instants::isStamp)) {
      Instants.requireStamp(get(Key.TS));
    }
  }

  /** Reads {@code expires}. */
  Instant expires() throws FormatException {
    int hole = textHole(Key.EXPIRES);
    Instant alike = hole < 0 ? null : Instants.readAlike(bytes, begin(hole), end(hole));
    return alike == null ? Instants.read("expires", get(Key.EXPIRES)) : alike;
  }

  /** Reads {@code hold}. */
  public List<HoldLine> hold() throws FormatException {
    return lines(Key.HOLD, true);
  }

  /** Reads {@code settle}. */
  public List<HoldLine> settle() throws FormatException {
    List<HoldLine> read = settle;
    if (read == null) {
      read = lines(Key.SETTLE, false);
      settle = read;
    }
    return read;
  }

  private List<HoldLine> lines(Key key, boolean parallelAllowed) throws FormatException {
    Shape.Member member = shape.member(key);
    Shape.Line[] lines = member == null ? null : member.lines();
    if (lines == null) {
      return HoldLines.read(get(key), parallelAllowed);
    }
    List<HoldLine> known = KnownLines.read(lines, bytes, holes, parallelAllowed);
    if (known != null) {
      return known;
    }
    List<HoldLine> read = HoldLines.read(get(key), parallelAllowed);
    KnownLines.remember(lines, bytes, holes, read);
    return read;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int at = key == null ? -1 : shape.keys().indexOf(key);
    return at < 0 ? null : shape.part(at).read(bytes, holes);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key != null && shape.keys().indexOf(key) >= 0;
  }

  @Override
  public int size() {
    return shape.keys().size();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return shape.read(bytes, holes).entrySet();
  }
}
