package io.aiarco.asc.audit.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the lines {@code H SP J LF} of one segment as long as each parses, hashes and chains. The
 * first that does not is where a log may have been torn: {@link #broken()} then says why, {@link
 * #offset()} where. Single-thread.
 */
public final class Lines {
  private static final int HEAD_BYTES = 65;
  private static final int HASH_DIGITS = 64;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest digest = LeafHash.sha256();
  private final Shapes shapes;
  private final RecordReader reader;
  private final byte[] data;
  private final int end;
  private final boolean open;
  private long nextSeq;

  /** Where the hash stands that {@code prev} must be, in {@code heads}; -1 takes what it says. */
  private byte[] heads;

  private int head;
  private int offset;
  private boolean over;
  private @Nullable String broken;

  /** One line that held. */
  public static final class Line {
    private final byte[] data;
    private final int from;
    private final byte[] leaf;
    private final RecordView record;

    private Line(byte[] data, int from, byte[] leaf, RecordView record) {
      this.data = data;
      this.from = from;
      this.leaf = leaf;
      this.record = record;
    }

    /** The hash of J; not to be changed. */
    public byte[] leaf() {
      return leaf;
    }

    /** The hash of J in hex: H. */
    public String hash() {
      return hashAt(data, from);
    }

    /** J. */
    public RecordView record() {
      return record;
    }
  }

  /**
   * @param open whether zero bytes to the end of {@code data} are empty space
   * @param head what {@code prev} of the first line must be, in hex; null takes what it says
   */
  public Lines(byte[] data, boolean open, long firstSeq, @Nullable String head) {
    this(data, 0, data.length, open, firstSeq, new Shapes());
    if (head != null) {
      this.heads = head.getBytes(StandardCharsets.ISO_8859_1);
      this.head = 0;
    }
  }

  private Lines(byte[] data, int from, int end, boolean open, long firstSeq, Shapes shapes) {
    this.data = data;
    this.offset = from;
    this.end = end;
    this.open = open;
    this.nextSeq = firstSeq;
    this.shapes = shapes;
    this.reader = new RecordReader(shapes);
    this.heads = data;
    this.head = -1;
  }

  /**
   * A walk over the next {@code count} lines, for another thread: this one goes on behind them. It
   * takes for granted that they hold, so what it says counts only when they did.
   */
  public Lines split(int count) {
    int last = offset;
    int to = offset;
    int lines = 0;
    while (lines < count && to < end) {
      int lineFeed = Bytes.lineFeed(data, to, end);
      if (lineFeed < 0) {
        to = end;
      } else {
        last = to;
        to = lineFeed + 1;
        lines++;
      }
    }
    Lines split = new Lines(data, offset, to, open, nextSeq, shapes);
    split.heads = heads;
    split.head = head;
    offset = to;
    nextSeq += lines;
    if (lines > 0) {
      heads = data;
      head = last;
    }
    return split;
  }

  /** Whether nothing is left to walk. */
  public boolean atEnd() {
    return over || offset == end;
  }

  /**
   * The next line; empty at the end and where something is broken.
   *
   * @throws FormatException when a line hashes but is no record: no crash does that
   */
  public Optional<Line> next() throws FormatException {
    if (over || offset == end) {
      return stop(data.length == 0 ? "empty file" : null);
    }
    int from = offset + HEAD_BYTES;
    RecordView alike = reader.readAlike(data, from, end);
    int lineFeed = alike == null ? Bytes.lineFeed(data, offset, end) : alike.end();
    if (lineFeed < 0) {
      return stop(!open || offset == 0 || !isZero(data, offset) ? "half a line" : null);
    }
    byte[] leaf = leafAt(data, offset, lineFeed, digest);
    if (leaf == null) {
      return stop("line does not hash");
    }
    RecordView record = alike == null ? reader.read(data, from, lineFeed - from) : alike;
    if (record.integer(Key.SEQ) != nextSeq || !follows(record)) {
      return stop(
          "line does not chain: seq "
              + FormatException.shown(record.get(Key.SEQ))
              + " (expected: "
              + nextSeq
              + ", after "
              + FormatException.shown(head < 0 ? record.get(Key.PREV) : head())
              + ")");
    }
    heads = data;
    head = offset;
    offset = lineFeed + 1;
    nextSeq++;
    return Optional.of(new Line(data, head, leaf, record));
  }

  private boolean follows(RecordView record) {
    return head < 0
        ? record.get(Key.PREV) instanceof String
        : record.isText(Key.PREV, heads, head, Math.min(head + HASH_DIGITS, heads.length));
  }

  private Optional<Line> stop(@Nullable String why) {
    broken = broken == null ? why : broken;
    over = true;
    return Optional.empty();
  }

  /** Why the line at {@link #offset()} does not hold; empty when all did. */
  public Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  /** Where the lines that held end. */
  public int offset() {
    return offset;
  }

  /** The seq after the last line that held. */
  public long nextSeq() {
    return nextSeq;
  }

  /** The hash of the last line that held, in hex; what was given when none did. */
  public @Nullable String head() {
    return head < 0 ? null : hashAt(heads, head);
  }

  /**
   * Looks below a broken place for a whole line of {@code origin} which says that {@code seq} was
   * durable: then the place is no torn tail.
   *
   * @return the seq of such a line
   */
  public static Optional<Object> durableBelow(byte[] data, int from, String origin, long seq) {
    MessageDigest digest = LeafHash.sha256();
    for (int at = from; at + HEAD_BYTES < data.length; at++) {
      if (data[at + HASH_DIGITS] != ' ' || data[at + HEAD_BYTES] != '{') {
        continue;
      }
      int limit = Math.min(data.length, at + HEAD_BYTES + RecordJson.MAX_RECORD_BYTES + 1);
      int end = Bytes.lineFeed(data, at, limit);
      end = end < 0 ? limit : end;
      if (leafAt(data, at, end, digest) == null) {
        continue;
      }
      try {
        Map<String, Object> record =
            RecordJson.record(data, at + HEAD_BYTES, end - at - HEAD_BYTES);
        if (origin.equals(record.get("log"))
            && record.get("dur") instanceof Long durable
            && durable >= seq) {
          return Optional.of(String.valueOf(record.get("seq")));
        }
      } catch (FormatException e) {
        // No record: it says nothing about what was durable.
      }
    }
    return Optional.empty();
  }

  /** The leaf of the line in {@code [from, end)}; null when H is not its J's. */
  private static byte @Nullable [] leafAt(byte[] data, int from, int end, MessageDigest digest) {
    int length = end - from - HEAD_BYTES;
    if (length < 0 || data[from + HASH_DIGITS] != ' ') {
      return null;
    }
    byte[] leaf = LeafHash.of(digest, data, from + HEAD_BYTES, length);
    for (int i = 0; i < leaf.length; i++) {
      if (data[from + 2 * i] != DIGITS[leaf[i] >> 4 & 15]
          || data[from + 2 * i + 1] != DIGITS[leaf[i] & 15]) {
        return null;
      }
    }
    return leaf;
  }

  private static String hashAt(byte[] data, int from) {
    int length = Math.min(HASH_DIGITS, data.length - from);
    return new String(data, from, length, StandardCharsets.ISO_8859_1);
  }

  /** Whether only zero bytes follow. */
  public static boolean isZero(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
