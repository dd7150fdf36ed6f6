package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the records of a log until one does not parse, hash or chain, docs/audit-format.md §2.
 * Single-thread.
 */
final class Records {
  private final ReadAhead ahead;
  private final @Nullable Long cut;
  private final TreeRoots tree;
  private final EpochStart epochStart;
  private final SegmentStart segmentStart;
  private final CallIds called;
  private final Findings findings;
  private @Nullable RecordRules rules;
  private long start;
  private long next;
  private @Nullable String head;
  private Lines.@Nullable Line last;
  private @Nullable String broken;
  private byte[] rest = new byte[0];

  /** The records cannot be followed any further; that has been reported. */
  static final class StopException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param cut where the next epoch says this log ends; null when none does
   */
  Records(
      ReadAhead ahead,
      @Nullable Long cut,
      TreeRoots tree,
      EpochStart epochStart,
      SegmentStart segmentStart,
      CallIds called,
      Findings findings) {
    this.ahead = ahead;
    this.cut = cut;
    this.tree = tree;
    this.epochStart = epochStart;
    this.segmentStart = segmentStart;
    this.called = called;
    this.findings = findings;
  }

  /** The first segment that is there begins with {@code seq}. */
  void startAt(long seq) {
    start = seq;
    next = seq;
  }

  /** Follows the records of one segment; {@code open} allows empty space at its end. */
  void read(long first, byte[] data, boolean open) throws IOException, StopException {
    Lines lines = new Lines(data, open, first, rules == null ? null : head);
    long end = Objects.requireNonNullElse(cut, Long.MAX_VALUE);
    ReadAhead.Batch batch;
    try {
      batch = ahead.read(lines, end, line -> take(line, first));
    } finally {
      head = last == null ? head : last.hash();
      last = null; // or it would keep the bytes of its segment
    }
    int offset = batch.walk().offset();
    if (batch.wrong() != null) {
      // A crash cannot make a line whose hash fits: this is never a torn tail.
      broken = String.valueOf(batch.wrong().getMessage());
      findings.fail(next, broken);
      rest = Arrays.copyOfRange(data, offset, data.length);
      throw new StopException();
    }
    broken = batch.walk().broken().orElse(broken);
    if (broken != null || next == end) {
      rest = Arrays.copyOfRange(data, offset, data.length);
    }
  }

  /** Whether nothing that follows counts, since the next epoch has cut it off. */
  boolean atCut() {
    return cut != null && next >= cut;
  }

  /** Takes a segment above the cut. */
  void skip(byte[] data) {
    byte[] both = Arrays.copyOf(rest, rest.length + data.length);
    System.arraycopy(data, 0, both, rest.length, data.length);
    rest = both;
  }

  private RecordRules begin(Map<String, Object> record)
      throws FormatException, IOException, StopException {
    Optional<Origin> origin = Origin.parse(String.valueOf(record.get("log")));
    if (origin.isEmpty()) {
      findings.fail(next, "log: " + shown(record.get("log")) + " (expected: an origin)");
      throw new StopException();
    }
    findings.name(origin.get());
    RecordRules begun = new RecordRules(origin.get(), called);
    if (next == 0) {
      String genesis = HexFormat.of().formatHex(LeafHash.genesis(origin.get().toString()));
      require(
          genesis.equals(record.get("prev")),
          () -> "prev: " + shown(record.get("prev")) + " (expected: " + genesis + ")");
    } else {
      segmentStart.takeOver(next, record, begun);
    }
    return begun;
  }

  private void take(Lines.Line line, long first)
      throws FormatException, IOException, StopException {
    RecordRules checked = rules;
    if (checked == null) {
      checked = begin(line.record());
      rules = checked;
    }
    long seq = next;
    try {
      checked.check(seq, line.record());
    } catch (FormatException e) {
      findings.fail(seq, String.valueOf(e.getMessage()));
    }
    if (seq == first) {
      RecordRules begun = checked;
      findings.attempt(seq, () -> checkFirst(seq, line.record(), begun));
    } else if (line.record().type().equals("segment.open")) {
      findings.fail(seq, "segment.open (expected: only first in its segment)");
    }
    tree.append(line.leaf());
    last = line;
    next = seq + 1;
  }

  private void checkFirst(long seq, Map<String, Object> record, RecordRules checked)
      throws FormatException, IOException {
    if (seq == 0) {
      epochStart.check(record, checked);
    } else {
      segmentStart.check(seq, record, checked);
    }
  }

  /** The rules with what they know of the records so far; null before the first record. */
  @Nullable RecordRules rules() {
    return rules;
  }

  /** The first seq that is there. */
  long start() {
    return start;
  }

  /** The seq after the last record that holds. */
  long next() {
    return next;
  }

  /** The hash of the last record that holds, in hex. */
  @Nullable String head() {
    return head;
  }

  /** Why the record at {@link #next()} does not hold; null when there is none. */
  @Nullable String broken() {
    return broken;
  }

  /** The bytes from {@link #next()} on. */
  byte[] rest() {
    return rest;
  }
}
