package io.aiarco.asc.audit.evidence;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.LogSegments;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads one log, an epoch folder, line by line and in constant memory. It believes what it reads;
 * whoever uses it checks against a signed root. Immutable.
 */
final class LogReader {
  private static final byte[] KEY_ROTATE =
      "\"type\":\"key.rotate\"".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final LogSegments segments;

  LogReader(Path folder) throws IOException {
    this.folder = folder;
    this.segments = new LogSegments(folder);
  }

  /** Reads the lines from the segment on that begins with {@code first}. */
  void read(long first, LogSegments.Sink sink) throws IOException, FormatException {
    segments.read(first, sink);
  }

  /** The first records of all segments, the newest first. */
  List<Long> newestSegments() {
    return List.copyOf(segments.firsts().descendingSet());
  }

  /**
   * The segment that record {@code seq} stands in, when the log goes so far; by its first record.
   */
  long segmentOf(long seq) throws FormatException {
    Long first = segments.firsts().floor(seq);
    if (first == null) {
      throw new FormatException(
          "seq " + seq + ": pruned (expected: " + oldestSegment() + " or above)");
    }
    return first;
  }

  /** The tree before the segment that begins with {@code first}, as its first record tells. */
  Frontier treeBefore(long first) throws IOException, FormatException {
    if (first == 0) {
      return new Frontier();
    }
    Map<String, Object> record = firstRecord(first);
    require(
        record.get("frontier") instanceof List<?> hashes
            && hashes.size() == Long.bitCount(first)
            && hashes.stream().allMatch(hash -> String.valueOf(hash).matches("[0-9a-f]{64}")),
        "seq " + first + ": no frontier of " + Long.bitCount(first) + " hashes");
    List<?> hashes = (List<?>) record.getOrDefault("frontier", List.of());
    return new Frontier(
        first, hashes.stream().map(hash -> HexFormat.of().parseHex(String.valueOf(hash))).toList());
  }

  /** The first record of a segment. */
  Map<String, Object> firstRecord(long first) throws IOException, FormatException {
    return segments.firstRecord(first);
  }

  /** The signed checkpoints the log came with, in order. */
  List<Note> checkpoints() throws IOException, FormatException {
    Path file = folder.resolve(LogFiles.CHECKPOINTS);
    return Files.exists(file) ? Note.parseAll(Files.readAllBytes(file)).notes() : List.of();
  }

  /** What anchors gave back for exactly this checkpoint. */
  List<KeptCheckpoint> anchored(Note checkpoint) throws IOException, FormatException {
    return KeptCheckpoint.read(folder).stream()
        .filter(kept -> kept.note().origin().equals(checkpoint.origin()))
        .filter(kept -> kept.note().size() == checkpoint.size())
        .filter(kept -> Arrays.equals(kept.note().root(), checkpoint.root()))
        .toList();
  }

  /** The key that signs at {@code size}, as the log itself says. */
  String vkey(long size) throws IOException, FormatException {
    long start = segmentOf(Math.max(0, size - 1));
    String[] vkey = {String.valueOf(firstRecord(start).get("vkey"))};
    read(
        start,
        line -> {
          if (line.seq() < size && line.contains(KEY_ROTATE)) {
            Map<String, Object> record = line.record();
            if ("key.rotate".equals(record.get("type"))) {
              vkey[0] = String.valueOf(record.get("vkey"));
            }
          }
          return line.seq() + 1 < size;
        });
    return vkey[0];
  }

  /** Where tiles would lie. */
  Path tiles() {
    return folder.resolve(LogFiles.TILES);
  }

  /** The first record that has not been pruned. */
  long oldestSegment() {
    return segments.firsts().first();
  }

  /** Where the newest segment begins; all below are sealed. */
  long newestSegment() {
    return segments.firsts().last();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
