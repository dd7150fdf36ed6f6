package io.aiarco.asc.audit.ship;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines that were checked to follow a head: each hashes, chains and is of the log named. Immutable.
 *
 * @param head where a copy ends that has them
 * @param segments where in the lines a segment begins, in bytes, with its first seq
 */
record ShippedLines(Head head, List<SegmentStart> segments) {
  /** A {@code segment.open} or {@code log.open} at byte {@code at}. */
  record SegmentStart(int at, long seq) {}

  /** Reads whole lines. */
  static ShippedLines check(String origin, Head after, byte[] lines) throws FormatException {
    Lines walk = new Lines(lines, false, after.next(), after.hash());
    List<SegmentStart> segments = new ArrayList<>();
    int at = 0;
    for (Optional<Lines.Line> line = walk.next(); line.isPresent(); line = walk.next()) {
      Object log = line.get().record().get("log");
      require(
          origin.equals(log),
          () -> "log: " + FormatException.shown(log) + " (expected: " + origin + ")");
      Object type = line.get().record().get("type");
      if ("segment.open".equals(type) || "log.open".equals(type)) {
        segments.add(new SegmentStart(at, walk.nextSeq() - 1));
      }
      at = walk.offset();
    }
    require(
        walk.broken().isEmpty(), () -> "seq " + walk.nextSeq() + ": " + walk.broken().orElse(""));
    return new ShippedLines(new Head(walk.nextSeq(), String.valueOf(walk.head())), segments);
  }
}
