package io.aiarco.asc.audit.journal;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The end of an existing log, read from its newest state file, its last segment and its
 * checkpoints, however long the log is. Reading changes nothing. The log ends at the first line
 * that does not parse, hash or chain: a torn tail, unless something says that more was durable.
 * Single-thread.
 */
final class LogEnd {
  /** Many notes, of which the newest tells all that matters here: sizes never fall. */
  private static final int NOTES_READ = 64 * 1024;

  private static final byte SIGNATURE = (byte) 0xE2; // the first byte of the dash it begins with

  private final Disk disk;
  private final Path folder;
  private final List<String> files;
  private final Set<String> namedTorn = new HashSet<>();
  private final ArrayDeque<Place> unsure = new ArrayDeque<>();
  private final List<String> rotated = new ArrayList<>();
  private final Set<String> tenantsOfSegment = new TreeSet<>();
  private final Note.Notes notes;
  private final long notesFrom;
  private final byte[] noteBytes;
  private final long firstSeq;
  private final boolean sealed;
  private final byte[] data;
  private final Lines lines;
  private int lineBegin;
  private State state = new State();
  private Frontier frontier = new Frontier();
  private Optional<Origin> origin = Optional.empty();
  private String vkey = "";
  private String lastId = "";
  private String lastType = "";
  private Instant segmentOpened = Instant.EPOCH;

  /** Where a record's line begins. */
  private record Place(long seq, int begin) {}

  private LogEnd(Disk disk, Path folder) throws IOException, FormatException {
    this.disk = disk;
    this.folder = folder;
    this.files = disk.list(folder);
    Path checkpoints = folder.resolve(LogFiles.CHECKPOINTS);
    long size = disk.exists(checkpoints) ? disk.size(checkpoints) : 0;
    long offset = Math.max(0, size - NOTES_READ);
    byte[] last = size == 0 ? new byte[0] : disk.readFrom(checkpoints, offset);
    int from = offset == 0 ? 0 : firstNote(last);
    this.notesFrom = offset + from;
    this.noteBytes = Arrays.copyOfRange(last, from, last.length);
    this.notes = Note.parseAll(noteBytes);
    this.firstSeq =
        files.stream()
            .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
            .max()
            .orElseThrow(() -> new FormatException("seq=0 no segment file (expected: one)"));
    this.sealed = files.contains(LogFiles.seal(firstSeq));
    this.data = disk.read(folder.resolve(LogFiles.segment(firstSeq)));
    this.lines = new Lines(data, !sealed, firstSeq, null);
  }

  /** Where the first whole note begins: behind an empty line that no signature follows. */
  private static int firstNote(byte[] bytes) {
    for (int at = 2; at < bytes.length; at++) {
      if (bytes[at - 2] == '\n' && bytes[at - 1] == '\n' && bytes[at] != SIGNATURE) {
        return at;
      }
    }
    return 0;
  }

  /** Whether a folder with these files holds a log, or something that was one. */
  static boolean exists(List<String> files) {
    return files.stream()
        .anyMatch(
            name ->
                LogFiles.segmentSeq(name).isPresent()
                    || name.equals(LogFiles.CHECKPOINTS)
                    || name.equals(LogFiles.CHECKPOINT)
                    || LogFiles.isTorn(name));
  }

  /**
   * Reads it.
   *
   * @throws FormatException when it is corrupt; the message says where and why
   */
  static LogEnd read(Disk disk, Path folder) throws IOException, FormatException {
    LogEnd end = new LogEnd(disk, folder);
    end.readLines();
    end.requireNothingDurableLost();
    return end;
  }

  private void readLines() throws IOException, FormatException {
    if (sealed) {
      String line = LeafHash.hex(data) + "  " + LogFiles.segment(firstSeq) + "\n";
      byte[] seal = disk.read(folder.resolve(LogFiles.seal(firstSeq)));
      require(
          line.equals(new String(seal, StandardCharsets.UTF_8)),
          "seq=" + firstSeq + " the segment's .sha256 does not match the file");
    }
    for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      take(line.get());
    }
    require(
        lines.nextSeq() > firstSeq && (!sealed || lines.broken().isEmpty()),
        "seq=" + lines.nextSeq() + " " + lines.broken().orElse("no record"));
  }

  private void take(Lines.Line line) throws IOException, FormatException {
    RecordView record = line.record();
    long seq = lines.nextSeq() - 1;
    String type = String.valueOf(record.get("type"));
    if (seq == firstSeq) {
      SegmentBegin begin = SegmentBegin.read(disk, folder, firstSeq, record);
      origin = Optional.of(begin.origin());
      segmentOpened = begin.opened();
      frontier = begin.frontier();
      state = begin.state();
    }
    requireRoot();
    unsure.add(new Place(seq, lineBegin));
    lineBegin = lines.offset();
    while (unsure.size() > 1
        && record.get("dur") instanceof Long durable
        && unsure.getFirst().seq() <= durable) {
      unsure.removeFirst();
    }
    state.apply(record);
    frontier.append(line.leaf());
    if (record.get("tenant") instanceof String tenant && !type.equals("tenant.tally")) {
      tenantsOfSegment.add(tenant);
    }
    if (type.equals("recovery")) {
      namedTorn.add(String.valueOf(record.get("file")));
    }
    if (type.equals("key.rotate") && seq >= checkpointSize()) {
      rotated.add(vkey);
    }
    if (record.get("vkey") instanceof String key
        && (seq == firstSeq || type.equals("key.rotate"))) {
      vkey = key;
    }
    lastId = String.valueOf(record.get("id"));
    lastType = type;
  }

  private void requireNothingDurableLost() throws FormatException {
    long next = lines.nextSeq();
    requireRoot();
    Optional<Object> later =
        lines.broken().isEmpty()
            ? Optional.empty()
            : Lines.durableBelow(data, lines.offset(), origin().toString(), next);
    require(
        later.isEmpty(),
        "seq="
            + next
            + " "
            + lines.broken().orElse("")
            + ", and record "
            + later.orElse("")
            + " below says it was durable");
    require(
        checkpointSize() <= next,
        "seq=" + next + " the log ends, but a checkpoint covers " + checkpointSize() + " records");
  }

  /** The newest checkpoint, where the log passes its size, must be of this tree. */
  private void requireRoot() throws FormatException {
    if (frontier.size() == checkpointSize() && checkpointSize() > 0) {
      Note newest = notes.notes().get(notes.notes().size() - 1);
      require(
          Arrays.equals(newest.root(), frontier.root()),
          "seq=" + frontier.size() + " the root of the newest checkpoint does not match the tree");
    }
  }

  /** The newest checkpoint, signed; empty without one. */
  Optional<byte[]> newestNote() {
    return notes.notes().isEmpty()
        ? Optional.empty()
        : Optional.of(notes.notes().get(notes.notes().size() - 1).raw());
  }

  /** The newest checkpoint's size; 0 without one. */
  long checkpointSize() {
    return notes.notes().isEmpty() ? 0 : notes.notes().get(notes.notes().size() - 1).size();
  }

  /** What stands in {@code checkpoints} after its last complete note. */
  byte[] halfNote() {
    return Arrays.copyOfRange(noteBytes, notes.completeBytes(), noteBytes.length);
  }

  /** Where the complete notes end. */
  long noteBytes() {
    return notesFrom + notes.completeBytes();
  }

  /** What has to be cut off the segment; without the empty space behind it. */
  byte[] torn() {
    int end = data.length;
    while (end > lines.offset() && data[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(data, lines.offset(), end);
  }

  /** Where the records end in the last segment. */
  int recordBytes() {
    return lines.offset();
  }

  /** The last records, of which none after them says that they were durable. */
  byte[] unsure() {
    return Arrays.copyOfRange(data, unsure.getFirst().begin(), lines.offset());
  }

  /** The log's name. */
  Origin origin() {
    return origin.orElseThrow();
  }

  /** The seq of the next record. */
  long nextSeq() {
    return lines.nextSeq();
  }

  /** The hash of the last record, in hex. */
  String head() {
    return String.valueOf(lines.head());
  }

  /** The ULID of the last record. */
  String lastId() {
    return lastId;
  }

  /** The key in force, as a vkey. */
  String vkey() {
    return vkey;
  }

  /**
   * Those before it that must sign the next checkpoint too; none but after a rotation cut short.
   */
  List<String> rotated() {
    return rotated;
  }

  /** Balances, open calls and tenants' numbers. */
  State state() {
    return state;
  }

  /** The tree over all records. */
  Frontier frontier() {
    return frontier;
  }

  /** Tenants with records in the last segment. */
  Set<String> tenantsOfSegment() {
    return tenantsOfSegment;
  }

  /** The first record of the last segment. */
  long firstSeq() {
    return firstSeq;
  }

  /** When the last segment was begun, by its writer's clock. */
  Instant segmentOpened() {
    return segmentOpened;
  }

  /** Whether the last segment is final. */
  boolean isSealed() {
    return sealed;
  }

  /** Whether the writer closed the log and nothing is left to do for its next opening. */
  boolean isClean() {
    return lastType.equals("log.close")
        && torn().length == 0
        && halfNote().length == 0
        && checkpointSize() == nextSeq()
        && state.fold().openCalls().isEmpty()
        && unnamedTorn().isEmpty();
  }

  /**
   * Torn files that no recovery record names. A file's number is at least the seq at which it was
   * cut, and its recovery follows in the segment of that seq: so the last segment tells.
   */
  List<String> unnamedTorn() {
    return files.stream()
        .filter(LogFiles::isTorn)
        .filter(
            name -> LogFiles.tornSeq(name).orElse(LogFiles.tornNumber(name).orElse(0)) >= firstSeq)
        .filter(name -> !namedTorn.contains(name))
        .toList();
  }
}
