package io.aiarco.asc.audit.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the records read so far, as a tree of steps: a literal text, then a hole, then one
 * of several literals, and so on to the end of a record. A text whose literals are those of a
 * record that {@link RecordJson} has read, and whose holes hold strings without escapes and
 * integers where the other's do, is a record too, of the same shape: what is between the holes
 * nests and names keys as in the other. Thread-safe.
 */
final class Shapes {
  /** Beyond these nothing is learned: records of many kinds are read without help. */
  private static final int MAX_STEPS = 20_000;

  private static final int MAX_BRANCHES = 24;
  private static final Step[] NO_STEPS = {};

  private final Step root = new Step(new byte[0], Hole.NONE, null);
  private int steps;

  /** What follows a literal. */
  enum Hole {
    TEXT,
    INTEGER,
    /** The end of the record. */
    NONE
  }

  /** A literal and what follows it. */
  static final class Step {
    private final byte[] literal;
    private final long[] words;
    private final long lastMask;
    private final Hole hole;
    private final @Nullable Shape shape;

    /** Replaced, never changed. */
    private volatile Step[] next = NO_STEPS;

    private Step(byte[] literal, Hole hole, @Nullable Shape shape) {
      this.literal = literal;
      this.hole = hole;
      this.shape = shape;
      byte[] padded = Arrays.copyOf(literal, (literal.length + 7) / 8 * 8);
      this.words = new long[padded.length / 8];
      for (int i = 0; i < words.length; i++) {
        words[i] = Bytes.eight(padded, 8 * i);
      }
      this.lastMask = -1L >>> 8 * (padded.length - literal.length);
    }

    /** What can follow. */
    Step[] next() {
      return next;
    }

    Hole hole() {
      return hole;
    }

    /** The shape of a record that ends here. */
    @Nullable Shape shape() {
      return shape;
    }

    /** Where the literal ends that begins at {@code at}; -1 when another text stands there. */
    int after(byte[] bytes, int at, int limit) {
      int last = words.length - 1;
      if (literal.length > limit - at || 8 * words.length > bytes.length - at) {
        return -1;
      }
      for (int i = 0; i < last; i++) {
        if (Bytes.eight(bytes, at + 8 * i) != words[i]) {
          return -1;
        }
      }
      return ((Bytes.eight(bytes, at + 8 * last) ^ words[last]) & lastMask) == 0
          ? at + literal.length
          : -1;
    }
  }

  /** What records begin with. */
  Step[] first() {
    return root.next;
  }

  /** Learns the shape of a record that was read, with its holes there. */
  synchronized void learn(Shape shape, byte[] bytes, int from, int to, int[] holes) {
    Step step = root;
    int at = from;
    for (int i = 0; i <= holes.length && step != null; i += 2) {
      int end = i < holes.length ? holes[i] : to;
      Hole hole = i == holes.length ? Hole.NONE : bytes[end - 1] == '"' ? Hole.TEXT : Hole.INTEGER;
      byte[] literal = Arrays.copyOfRange(bytes, at, end);
      step = step(step, literal, hole, i == holes.length ? shape : null);
      at = i < holes.length ? holes[i + 1] : to;
    }
  }

  /** The step that follows {@code before}, which is added when it is not there. */
  private @Nullable Step step(Step before, byte[] literal, Hole hole, @Nullable Shape shape) {
    for (Step known : before.next) {
      if (known.hole == hole && Arrays.equals(known.literal, literal)) {
        return known;
      }
    }
    int branches = before.next.length;
    if (branches == MAX_BRANCHES || steps == MAX_STEPS) {
      return null;
    }
    Step added = new Step(literal, hole, shape);
    Step[] next = Arrays.copyOf(before.next, branches + 1);
    next[branches] = added;
    before.next = next;
    steps++;
    return added;
  }
}
