package io.aiarco.asc.audit.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads records one after the other. One that looks like another read before is compared with it,
 * which takes a fraction of the time; any other is read by {@link RecordJson}. Single-thread, but
 * any number of readers can share their {@link Shapes}.
 */
final class RecordReader {
  private static final int MAX_INTEGER_DIGITS = 15;

  private final Shapes shapes;
  private final RecordJson json = new RecordJson();
  private int[] holes = new int[128];

  RecordReader(Shapes shapes) {
    this.shapes = shapes;
  }

  /**
   * The record that begins at {@code from} and is followed by a line feed; null when it looks like
   * none before, whether or not it is one.
   */
  @Nullable RecordView readAlike(byte[] bytes, int from, int limit) {
    Shapes.Step[] steps = shapes.first();
    int at = from;
    int count = 0;
    while (true) {
      Shapes.Step step = null;
      for (int i = 0; i < steps.length && step == null; i++) {
        int begin = steps[i].after(bytes, at, limit);
        int end = begin < 0 ? -1 : endOfHole(steps[i].hole(), bytes, begin, limit);
        if (end >= 0) {
          step = steps[i];
          at = end;
          put(count++, begin, end);
        }
      }
      if (step == null) {
        return null;
      }
      Shape shape = step.shape();
      if (shape != null) {
        return at - from > RecordJson.MAX_RECORD_BYTES
            ? null
            : new RecordView(bytes, at, shape, Arrays.copyOf(holes, 2 * count - 2));
      }
      steps = step.next();
    }
  }

  private void put(int hole, int begin, int end) {
    if (2 * hole == holes.length) {
      holes = Arrays.copyOf(holes, 4 * hole);
    }
    holes[2 * hole] = begin;
    holes[2 * hole + 1] = end;
  }

  /** Reads any record. */
  RecordView read(byte[] bytes, int from, int length) throws FormatException {
    JsonObject record = json.readRecord(bytes, from, length);
    Shape.Finder finder = new Shape.Finder(json.scalars());
    Shape shape = finder.shape(record);
    int[] found = finder.holes();
    shapes.learn(shape, bytes, from, from + length, found);
    return new RecordView(bytes, from + length, shape, found);
  }

  /** Where what the hole holds ends; -1 when something else stands there. */
  private static int endOfHole(Shapes.Hole hole, byte[] bytes, int begin, int limit) {
    if (hole == Shapes.Hole.TEXT) {
      return Bytes.endOfPlain(bytes, begin, limit); // what follows begins with its quote
    }
    if (hole == Shapes.Hole.INTEGER) {
      return endOfInteger(bytes, begin, limit);
    }
    return begin < limit && bytes[begin] == '\n' ? begin : -1;
  }

  private static int endOfInteger(byte[] bytes, int begin, int limit) {
    int digits = begin < limit && bytes[begin] == '-' ? begin + 1 : begin;
    int end = digits;
    while (end < limit && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    // What does not fit for certain, or is spelled otherwise, is for the reader of any record.
    boolean plain =
        end > digits
            && end - digits <= MAX_INTEGER_DIGITS
            && (bytes[digits] != '0' || end == begin + 1);
    return plain ? end : -1;
  }
}
