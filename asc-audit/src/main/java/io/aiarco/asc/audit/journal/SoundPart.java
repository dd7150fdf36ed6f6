package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What still counts of a log that is corrupt, read from its first segment on: the records below the
 * first that does not parse, hash, chain or keep the rules of holds; and only up to the last
 * checkpoint that matches when a later one, signed by the key in force, does not. Reading changes
 * nothing. Single-thread.
 */
final class SoundPart {
  private final Disk disk;
  private final Path folder;
  private final List<Long> segments;
  private final Map<Long, Note> notes = new HashMap<>();
  private Optional<Origin> origin = Optional.empty();
  private String vkey = "";
  private State state = new State();
  private Frontier frontier = new Frontier();
  private long matched;
  private long lastSegment;

  private SoundPart(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    List<String> files = disk.list(folder);
    this.segments =
        files.stream()
            .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
            .sorted()
            .boxed()
            .toList();
    try {
      if (files.contains(LogFiles.CHECKPOINTS)) {
        for (Note note : Note.parseAll(disk.read(folder.resolve(LogFiles.CHECKPOINTS))).notes()) {
          notes.put(note.size(), note);
          origin = Origin.parse(note.origin());
        }
      }
    } catch (FormatException e) {
      notes.clear(); // then nothing but the records themselves says how far they count
    }
  }

  /** Reads it. */
  static SoundPart read(Disk disk, Path folder) throws IOException {
    long below = Long.MAX_VALUE;
    while (true) {
      SoundPart part = new SoundPart(disk, folder);
      long sound = part.readBelow(below);
      if (sound == below) {
        return part;
      }
      below = sound; // read again without what was counted in too much
    }
  }

  /** Reads the records below {@code limit}; what is returned is lower when fewer of them count. */
  private long readBelow(long limit) throws IOException {
    String head = null;
    for (long firstSeq : segments) {
      if (head != null && firstSeq != frontier.size()) {
        return limit;
      }
      byte[] data = disk.read(folder.resolve(LogFiles.segment(firstSeq)));
      Lines lines = new Lines(data, true, firstSeq, head);
      try {
        while (lines.nextSeq() < limit) {
          Optional<Lines.Line> line = lines.next();
          if (line.isEmpty()) {
            break;
          }
          if (head == null) {
            begin(SegmentBegin.read(disk, folder, firstSeq, line.get().record()));
          }
          head = line.get().hash();
          take(firstSeq, line.get());
          if (contradicted()) {
            return matched;
          }
        }
      } catch (FormatException e) {
        return frontier.size();
      }
    }
    return limit;
  }

  private void begin(SegmentBegin begin) {
    origin = Optional.of(begin.origin());
    frontier = begin.frontier();
    state = begin.state();
  }

  private void take(long firstSeq, Lines.Line line) throws FormatException {
    RecordView record = line.record();
    state.apply(record);
    if (record.get("vkey") instanceof String key) {
      vkey = key;
    }
    frontier.append(line.leaf());
    lastSegment = firstSeq;
  }

  /** Whether a checkpoint of this size says that the tree was another. */
  private boolean contradicted() {
    Note note = notes.get(frontier.size());
    if (note == null) {
      return false;
    }
    if (Arrays.equals(note.root(), frontier.root())) {
      matched = frontier.size();
      return false;
    }
    try {
      return !note.signers(List.of(Vkey.parse(vkey))).isEmpty();
    } catch (FormatException e) {
      return false; // it is the checkpoint that is not what was written
    }
  }

  /** The log's name; empty when neither a record nor a checkpoint tells it. */
  Optional<Origin> origin() {
    return origin;
  }

  /** The key in force, as a vkey; empty when no record counts. */
  String vkey() {
    return vkey;
  }

  /** What the records that count add up to. */
  State state() {
    return state;
  }

  /** The tree over them. */
  Frontier frontier() {
    return frontier;
  }

  /** The first record of the segment that holds the last of them. */
  long lastSegment() {
    return lastSegment;
  }
}
