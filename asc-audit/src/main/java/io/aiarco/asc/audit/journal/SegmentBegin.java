package io.aiarco.asc.audit.journal;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordJson;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the first record of a segment says of all before it. Immutable, but for the tree and the
 * state, which go on growing.
 */
record SegmentBegin(Origin origin, Instant opened, Frontier frontier, State state) {
  private static final int LONGEST_LINE = 64 + 1 + RecordJson.MAX_RECORD_BYTES + 1;

  /**
   * What the first record that is left of a log says of it. Immutable.
   *
   * @param vkey the key in force there
   */
  record First(Origin origin, String vkey) {}

  /** Reads that. */
  static First first(Disk disk, Path folder) throws IOException, FormatException {
    long firstSeq =
        disk.list(folder).stream()
            .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
            .min()
            .orElseThrow(() -> new FormatException("no segment file"));
    Map<String, Object> record = record(disk, folder, firstSeq);
    Optional<Origin> origin = Origin.parse(String.valueOf(record.get("log")));
    require(
        origin.isPresent() && record.get("vkey") instanceof String,
        "seq=" + firstSeq + " expected: log and vkey");
    return new First(origin.orElseThrow(), String.valueOf(record.get("vkey")));
  }

  /** The first record of a segment. */
  static Map<String, Object> record(Disk disk, Path folder, long firstSeq)
      throws IOException, FormatException {
    String name = LogFiles.segment(firstSeq);
    byte[] bytes = disk.readFirst(folder.resolve(name), LONGEST_LINE);
    return new Lines(bytes, true, firstSeq, null)
        .next()
        .orElseThrow(() -> new FormatException(name + ": no record (expected: one)"))
        .record();
  }

  /** Reads it from a segment's first record and the state file that belongs to it. */
  static SegmentBegin read(Disk disk, Path folder, long firstSeq, Map<String, Object> record)
      throws IOException, FormatException {
    Optional<Origin> origin = Origin.parse(String.valueOf(record.get("log")));
    require(origin.isPresent(), "seq=" + firstSeq + " log: not an origin");
    Instant opened = Instants.read("ts", record.get("ts"));
    String type = String.valueOf(record.get("type"));
    Frontier frontier = new Frontier();
    if (firstSeq == 0) {
      require(
          type.equals("log.open")
              && HexFormat.of()
                  .formatHex(LeafHash.genesis(origin.get().toString()))
                  .equals(record.get("prev")),
          "seq=0 first record of a log (expected: log.open after the hash of its origin)");
    } else {
      require(type.equals("segment.open"), "seq=" + firstSeq + " expected: segment.open");
      frontier = frontier(firstSeq, record);
    }
    State state = new State();
    if (record.get("state_sha256") != null) {
      byte[] bytes = disk.read(folder.resolve(LogFiles.state(firstSeq)));
      require(
          LeafHash.hex(bytes).equals(record.get("state_sha256")),
          "seq=" + firstSeq + " state_sha256: does not match the state file");
      state = State.parse(bytes);
    }
    return new SegmentBegin(origin.get(), opened, frontier, state);
  }

  private static Frontier frontier(long firstSeq, Map<String, Object> record)
      throws FormatException {
    List<byte[]> subtrees = new ArrayList<>();
    if (record.get("frontier") instanceof List<?> hashes) {
      for (Object hash : hashes) {
        require(
            hash instanceof String hex && hex.matches("[0-9a-f]{64}"),
            "seq=" + firstSeq + " frontier: expected hashes");
        subtrees.add(HexFormat.of().parseHex((String) hash));
      }
    }
    require(
        subtrees.size() == Long.bitCount(firstSeq),
        "seq=" + firstSeq + " frontier: expected one hash per set bit");
    return new Frontier(firstSeq, subtrees);
  }
}
