package io.aiarco.asc.audit.format;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What records that look alike have in common: their keys, and how lists and objects nest. Where
 * they differ it has <em>holes</em>, numbered in the order of the text: strings without escapes,
 * between their quotes, and integers. All else is part of the shape, and so are the values of
 * {@code v}, {@code log} and {@code type}, which most records share. Immutable.
 */
final class Shape {
  private static final int NONE = -1;
  private static final Set<String> SHARED = Set.of("v", "log", "type");

  private final Members whole;
  private final String type;
  private final @Nullable Member[] members = new @Nullable Member[Key.values().length];

  private Shape(Members whole) {
    this.whole = whole;
    for (int i = 0; i < whole.keys.size(); i++) {
      Key key = Key.of(whole.keys.at(i));
      if (key != null) {
        members[key.place()] = new Member(whole.parts[i]);
      }
    }
    Member said = members[Key.TYPE.place()];
    this.type = said != null && said.constant instanceof String text ? text : "";
  }

  /** What {@code type} is; empty when it is no string. */
  String type() {
    return type;
  }

  /** What records have under a key; null when they do not have it. */
  @Nullable Member member(Key key) {
    return members[key.place()];
  }

  /** What records have under one of the keys that are asked for often. */
  static final class Member {
    private final Part part;
    private final @Nullable Object constant;
    private final int text;
    private final int integer;
    private final Line @Nullable [] lines;

    private Member(Part part) {
      this.part = part;
      this.constant = part instanceof Constant given ? given.value : null;
      this.text = part instanceof Text given ? given.hole : NONE;
      this.integer = part instanceof Whole given ? given.hole : NONE;
      this.lines = Line.all(part);
    }

    /** The value. */
    Object read(byte[] bytes, int[] holes) {
      return constant == null ? part.read(bytes, holes) : constant;
    }

    /** The hole that is all of its text; -1 when it is none, or not one without escapes. */
    int text() {
      return text;
    }

    /** The hole that is its integer; -1 when it is none. */
    int integer() {
      return integer;
    }

    /** Whether it is a list. */
    boolean isList() {
      return part instanceof Items;
    }

    /** Its lines of holds; null when it is no list of such lines as writers make them. */
    Line @Nullable [] lines() {
      return lines;
    }
  }

  /** All keys. */
  JsonKeys keys() {
    return whole.keys;
  }

  /** The whole record. */
  JsonObject read(byte[] bytes, int[] holes) {
    return whole.read(bytes, holes);
  }

  /** The value of the key that was read as number {@code i}. */
  Part part(int i) {
    return whole.parts[i];
  }

  /** A value of a record, to be read from its bytes and where its holes begin and end. */
  interface Part {
    Object read(byte[] bytes, int[] holes);
  }

  private record Constant(Object value) implements Part {
    @Override
    public Object read(byte[] bytes, int[] holes) {
      return value;
    }
  }

  private record Text(int hole) implements Part {
    @Override
    public Object read(byte[] bytes, int[] holes) {
      int from = holes[2 * hole];
      return KnownTexts.of(bytes, from, holes[2 * hole + 1] - from);
    }
  }

  private record Whole(int hole) implements Part {
    @Override
    public Object read(byte[] bytes, int[] holes) {
      return Bytes.integer(bytes, holes[2 * hole], holes[2 * hole + 1]);
    }
  }

  private static final class Items implements Part {
    private final Part[] parts;

    Items(Part[] parts) {
      this.parts = parts;
    }

    @Override
    public Object read(byte[] bytes, int[] holes) {
      return Collections.unmodifiableList(Arrays.asList(readAll(parts, bytes, holes)));
    }
  }

  private static final class Members implements Part {
    private final JsonKeys keys;
    private final Part[] parts;

    Members(JsonKeys keys, Part[] parts) {
      this.keys = keys;
      this.parts = parts;
    }

    @Override
    public JsonObject read(byte[] bytes, int[] holes) {
      return new JsonObject(keys, readAll(parts, bytes, holes));
    }
  }

  private static Object[] readAll(Part[] parts, byte[] bytes, int[] holes) {
    Object[] values = new Object[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = parts[i].read(bytes, holes);
    }
    return values;
  }

  /** A line of a list of holds: the holes of its unit, its amount and its accounts. */
  record Line(int unit, int amount, int firstAccount, int lastAccount) {
    private static Line @Nullable [] all(Part list) {
      if (!(list instanceof Items items)) {
        return null;
      }
      Line[] lines = new Line[items.parts.length];
      for (int i = 0; i < lines.length; i++) {
        Line line = of(items.parts[i]);
        if (line == null) {
          return null;
        }
        lines[i] = line;
      }
      return lines;
    }

    private static @Nullable Line of(Part item) {
      if (!(item instanceof Members line) || line.keys.size() != 3) {
        return null;
      }
      int unit = line.keys.indexOf("unit");
      int amount = line.keys.indexOf("amount");
      int accounts = line.keys.indexOf("accounts");
      return unit >= 0
              && amount >= 0
              && accounts >= 0
              && line.parts[unit] instanceof Text unitText
              && line.parts[amount] instanceof Text amountText
              && line.parts[accounts] instanceof Items list
              && list.parts.length > 0
              && Arrays.stream(list.parts).allMatch(Text.class::isInstance)
          ? new Line(
              unitText.hole,
              amountText.hole,
              ((Text) list.parts[0]).hole,
              ((Text) list.parts[list.parts.length - 1]).hole)
          : null;
    }
  }

  /** Finds the shape of a record that was read, and where its holes are. */
  static final class Finder {
    private final Scalars scalars;
    private final int[] holes;
    private int next;
    private int count;

    /** {@code scalars} are those of the record. */
    Finder(Scalars scalars) {
      this.scalars = scalars;
      this.holes = new int[2 * scalars.count()];
    }

    Shape shape(JsonObject record) {
      return new Shape(members(record, true));
    }

    /** Where each hole begins and ends. */
    int[] holes() {
      return Arrays.copyOf(holes, 2 * count);
    }

    private Members members(JsonObject object, boolean top) {
      Part[] parts = new Part[object.size()];
      int i = 0;
      for (Map.Entry<String, Object> member : object.entrySet()) {
        parts[i++] = part(member.getValue(), top && SHARED.contains(member.getKey()));
      }
      return new Members(object.keys(), parts);
    }

    private Part part(Object value, boolean shared) {
      if (value instanceof JsonObject object) {
        return members(object, false);
      }
      if (value instanceof List<?> list) {
        Part[] parts = new Part[list.size()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = part(list.get(i), false);
        }
        return new Items(parts);
      }
      int scalar = next++;
      if (shared || !scalars.isHole(scalar)) {
        return new Constant(value);
      }
      holes[2 * count] = scalars.begin(scalar);
      holes[2 * count + 1] = scalars.end(scalar);
      return value instanceof String ? new Text(count++) : new Whole(count++);
    }
  }
}
