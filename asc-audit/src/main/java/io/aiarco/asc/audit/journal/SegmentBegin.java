package io.aiarco.asc.audit.journal;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
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
