package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks one log, an epoch folder, from its first segment to its last note. Records are followed
 * until one does not parse, hash or chain; whether that is a tail or corruption is judged by what
 * else says that more was durable. Single-thread.
 */
final class LogCheck {
  private static final int MAX_FINDINGS = 100;

  private final Path folder;
  private final Trust trust;
  private final @Nullable Long cut;
  private final @Nullable LogCheck forerunner;
  private final Set<Long> wantedSizes = new HashSet<>();
  private final Map<Long, byte[]> roots = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();
  private List<String> files = List.of();
  private List<Note> notes = List.of();
  private byte @Nullable [] newestNote;
  private Optional<Origin> origin = Optional.empty();
  private @Nullable RecordRules rules;
  private Frontier tree = new Frontier();
  private long start;
  private long next;
  private @Nullable String head;
  private @Nullable String broken;
  private byte[] rest = new byte[0];
  private @Nullable Long anchored;
  private long unchecked;
  private boolean unlinked;

  /** The records cannot be followed any further; that has been reported. */
  private static final class StopException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** A rule to be tried. */
  private interface Rule {
    void check() throws FormatException, IOException;
  }

  /**
   * @param cut where the next epoch says this log ends; null when none does
   * @param forerunner the epoch before, when it is at hand
   */
  LogCheck(
      Path folder,
      Trust trust,
      @Nullable Long cut,
      @Nullable LogCheck forerunner,
      Set<Long> wantedSizes) {
    this.folder = folder;
    this.trust = trust;
    this.cut = cut;
    this.forerunner = forerunner;
    this.wantedSizes.addAll(wantedSizes);
    this.roots.put(0L, new Frontier().root());
  }

  /** Checks everything. */
  LogCheck check() throws IOException {
    // Checkpoints are read before the records: a log that grows meanwhile then still covers them.
    newestNote = readOrNull(LogFiles.CHECKPOINT);
    byte[] noteBytes = Objects.requireNonNullElse(readOrNull(LogFiles.CHECKPOINTS), new byte[0]);
    boolean[] halfNote = new boolean[1];
    attempt(
        0,
        () -> {
          Note.Notes read = Note.parseAll(noteBytes);
          notes = read.notes();
          halfNote[0] = read.completeBytes() < noteBytes.length;
        });
    notes.forEach(note -> wantedSizes.add(note.size()));
    trust.notes().forEach(note -> wantedSizes.add(note.size()));
    if (cut != null) {
      wantedSizes.add(cut);
    }
    try (Stream<Path> list = Files.list(folder)) {
      files = list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
    try {
      readSegments();
    } catch (StopException e) {
      // Reported where it was thrown; the rest of the log is judged all the same.
    }
    if (origin.isEmpty() && !notes.isEmpty()) {
      origin = Origin.parse(notes.get(0).origin());
    }
    judgeTail(halfNote[0]);
    if (rules != null) {
      checkNotes(rules);
      attempt(next, this::checkNewestNote);
      checkTorn(rules);
      anchor(rules);
    }
    return this;
  }

  private void readSegments() throws IOException, StopException {
    List<Long> firsts =
        files.stream().flatMap(f -> LogFiles.segmentSeq(f).stream().boxed()).sorted().toList();
    if (firsts.isEmpty()) {
      fail(0, "no segment file");
      return;
    }
    start = firsts.get(0);
    next = start;
    for (String file : files) {
      OptionalLong seal = LogFiles.sealSeq(file);
      if (seal.isPresent() && seal.getAsLong() > start && !firsts.contains(seal.getAsLong())) {
        fail(seal.getAsLong(), file + " without its segment");
      }
    }
    for (long first : firsts) {
      readSegment(first, first == firsts.get(firsts.size() - 1));
    }
  }

  private void readSegment(long first, boolean last) throws IOException, StopException {
    String name = LogFiles.segment(first);
    byte[] data = Files.readAllBytes(folder.resolve(name));
    byte[] seal = readOrNull(LogFiles.seal(first));
    if (cut != null && next >= cut) {
      rest = concat(rest, data);
      return;
    }
    if (first != next) {
      fail(next, name + " (expected: a segment file from seq " + next + ")");
      throw new StopException();
    }
    boolean open = last && seal == null;
    if (!open) {
      checkSeal(first, data, seal);
    }
    if (rules != null) {
      rules.beginSegment();
    }
    readLines(first, data, open);
    if (broken != null) {
      if (next == first) {
        fail(next, name + ": first record: " + broken);
      } else if (!open) {
        fail(next, broken + "; before the open segment");
      }
      if (!last) {
        throw new StopException();
      }
    } else if (!open && cut == null && rules != null) {
      attempt(next - 1, rules::requireTallies);
    }
  }

  private void checkSeal(long first, byte[] data, byte @Nullable [] seal) {
    String name = LogFiles.segment(first);
    String expected = LeafHash.hex(data) + "  " + name + "\n";
    if (seal == null) {
      fail(first, name + " is not the last segment and has no .sha256");
    } else if (!Arrays.equals(seal, expected.getBytes(StandardCharsets.UTF_8))) {
      fail(first, name + ".sha256 does not match the file");
    }
  }

  private void readLines(long first, byte[] data, boolean open) throws IOException, StopException {
    Lines lines = new Lines(data, open, first, rules == null ? null : head);
    try {
      while (cut == null || next < cut) {
        Optional<Lines.Line> line = lines.next();
        if (line.isEmpty()) {
          broken = lines.broken().orElse(null);
          break;
        }
        if (rules == null) {
          begin(line.get().record());
        }
        take(line.get(), first);
      }
    } catch (FormatException e) {
      // A crash cannot make a line whose hash fits: this is never a torn tail.
      fail(next, reason(e));
      broken = reason(e);
      rest = Arrays.copyOfRange(data, lines.offset(), data.length);
      throw new StopException();
    }
    if (broken != null || next == Objects.requireNonNullElse(cut, -1L)) {
      rest = Arrays.copyOfRange(data, lines.offset(), data.length);
    }
  }

  /** The first record checked names the log; at a pruned start it gives tree, state and key. */
  private void begin(Map<String, Object> record)
      throws FormatException, IOException, StopException {
    origin = Origin.parse(String.valueOf(record.get("log")));
    if (origin.isEmpty()) {
      fail(next, "log: " + shown(record.get("log")) + " (expected: an origin)");
      throw new StopException();
    }
    RecordRules begun = new RecordRules(origin.get());
    if (next == 0) {
      String genesis = HexFormat.of().formatHex(LeafHash.genesis(origin.get().toString()));
      require(
          genesis.equals(record.get("prev")),
          "prev: " + shown(record.get("prev")) + " (expected: " + genesis + ")");
    } else {
      require(
          "segment.open".equals(record.get("type")),
          "first record of a segment: " + shown(record.get("type")) + " (expected: segment.open)");
      List<?> hashes = record.get("frontier") instanceof List<?> list ? list : List.of();
      require(
          hashes.size() == Long.bitCount(next) && hashes.stream().allMatch(Fields::isHex64),
          "frontier: (expected: one hash per set bit of " + next + ")");
      tree =
          new Frontier(
              next, hashes.stream().map(h -> HexFormat.of().parseHex(String.valueOf(h))).toList());
      roots.put(next, tree.root());
      // An odd size ends in a subtree of one leaf, and that leaf is what prev names.
      require(
          (next & 1) == 0 || hashes.get(hashes.size() - 1).equals(record.get("prev")),
          "prev: " + shown(record.get("prev")) + " (expected: the last leaf of frontier)");
      begun.keys().take(next - 1, Vkey.parse(String.valueOf(record.get("vkey"))));
      begun.take(State.parse(stateFile(next)));
    }
    rules = begun;
  }

  private void take(Lines.Line line, long first) throws IOException {
    RecordRules checked = Objects.requireNonNull(rules, "begun with the first record");
    long seq = next;
    attempt(seq, () -> checked.check(seq, line.record()));
    if (seq == first) {
      attempt(seq, () -> checkFirst(seq, line.record(), checked));
    } else if ("segment.open".equals(line.record().get("type"))) {
      fail(seq, "segment.open (expected: only first in its segment)");
    }
    tree.append(line.leaf());
    head = HexFormat.of().formatHex(line.leaf());
    next = seq + 1;
    if (wantedSizes.contains(next)) {
      roots.put(next, tree.root());
    }
  }

  private void checkFirst(long seq, Map<String, Object> record, RecordRules checked)
      throws FormatException, IOException {
    if (seq == 0) {
      if (checked.prevLog() != null) {
        checkOpeningState(record, checked);
      } else {
        require(
            !Files.exists(folder.resolve(LogFiles.state(0))),
            "a state file at seq 0 without prev_log");
      }
      return;
    }
    require(
        "segment.open".equals(record.get("type")),
        "first record of a segment: " + shown(record.get("type")) + " (expected: segment.open)");
    require(
        Long.valueOf(seq).equals(record.get("size")),
        "size: " + shown(record.get("size")) + " (expected: " + seq + ")");
    require(
        tree.subtrees().stream()
            .map(HexFormat.of()::formatHex)
            .toList()
            .equals(record.get("frontier")),
        "frontier: does not match the tree");
    List<SigningKeys.KeyFrom> keys = checked.keys().keys();
    String inForce = keys.isEmpty() ? "none" : keys.get(keys.size() - 1).key().toString();
    require(
        inForce.equals(record.get("vkey")),
        "vkey: " + shown(record.get("vkey")) + " (expected: the key in force, " + inForce + ")");
    byte[] state = stateFile(seq);
    require(
        LeafHash.hex(state).equals(record.get("state_sha256")),
        "state_sha256: does not match the state file");
    require(
        Arrays.equals(checked.state().toBytes(), state),
        "state file: differs from the fold of the records below seq " + seq);
  }

  private void checkOpeningState(Map<String, Object> record, RecordRules checked)
      throws FormatException, IOException {
    byte[] bytes = stateFile(0);
    require(
        LeafHash.hex(bytes).equals(record.get("state_sha256")),
        "state_sha256: does not match the state file");
    State given = State.parse(bytes);
    require(given.nextOfTenant().isEmpty(), "opening state: tenant rows (expected: none)");
    checked.take(given);
    PrevLog prev = Objects.requireNonNull(checked.prevLog(), "checked by the caller");
    if (forerunner == null || forerunner.rules == null) {
      unlinked = true;
      return;
    }
    require(
        prev.origin().equals(forerunner.originText()),
        "prev_log: origin "
            + shown(prev.origin())
            + " (expected: "
            + forerunner.originText()
            + ")");
    byte[] root = forerunner.roots.get(prev.size());
    require(
        root != null && HexFormat.of().formatHex(root).equals(prev.root()),
        "prev_log: size or root does not match the old log");
    State expected = forerunner.rules.state().opening(given.fold().openCalls().keySet());
    require(
        Arrays.equals(expected.toBytes(), bytes),
        "state file: differs from the fold of the old log below " + prev.size());
  }

  private byte[] stateFile(long seq) throws FormatException, IOException {
    byte[] bytes = readOrNull(LogFiles.state(seq));
    require(bytes != null, LogFiles.state(seq) + " is missing");
    return Objects.requireNonNull(bytes);
  }

  private void judgeTail(boolean halfNote) {
    String why = Objects.requireNonNullElse(broken, "the log ends");
    if (broken != null || rest.length > 0) {
      Lines.durableBelow(rest, 0, originText(), next)
          .ifPresent(seq -> fail(next, why + "; seq " + seq + " below says it was durable"));
    }
    for (Note note : notes) {
      if (note.size() > next) {
        fail(next, why + "; a checkpoint covers " + note.size() + " records");
      }
    }
    if (newestNote != null) {
      try {
        long size = Note.parse(newestNote).size();
        if (size > next) {
          fail(next, why + "; the newest checkpoint covers " + size + " records");
        }
      } catch (FormatException e) {
        // Reported by checkNewestNote.
      }
    }
    if (cut != null) {
      if (next < cut) {
        fail(next, why + " (expected: " + cut + " records, as prev_log of the next epoch says)");
      }
      return;
    }
    if (broken != null) {
      pending.add(broken);
    }
    if (halfNote) {
      pending.add("half a note");
    }
    if (notes.isEmpty()) {
      pending.add("no note yet");
    }
  }

  private void checkNotes(RecordRules checked) {
    List<Vkey> known = known(checked);
    List<SigningKeys.KeyFrom> rotations = new ArrayList<>(checked.keys().rotations());
    long last = 0;
    boolean reached = false;
    for (Note note : notes) {
      if (!note.origin().equals(originText())) {
        fail(note.size(), "checkpoint: origin " + shown(note.origin()));
        continue;
      }
      if (note.size() < last) {
        fail(note.size(), "checkpoint: size " + note.size() + " after " + last);
      }
      last = note.size();
      if (note.size() < start) {
        unchecked++;
      } else if (note.size() <= next) {
        attempt(note.size(), () -> checkNote(note, known, rotations, checked));
        reached = true;
      }
    }
    if (start > 0 && !reached) {
      fail(start, "pruned start: no checkpoint reaches it");
    }
  }

  private void checkNote(
      Note note, List<Vkey> known, List<SigningKeys.KeyFrom> rotations, RecordRules checked)
      throws FormatException {
    Set<Vkey> signers = note.signers(known);
    String what = "checkpoint of size " + note.size() + ": ";
    require(
        Arrays.equals(note.root(), roots.get(note.size())), what + "root does not match the tree");
    List<Vkey> required = new ArrayList<>(inForce(checked, note.size()));
    while (!rotations.isEmpty() && rotations.get(0).seq() < note.size()) {
      SigningKeys.KeyFrom rotation = rotations.remove(0);
      required.add(Objects.requireNonNull(rotation.before(), "a rotation has an old key"));
      required.add(rotation.key());
    }
    require(!required.isEmpty(), what + "no key in force");
    for (Vkey key : required) {
      require(signers.contains(key), what + "no signature by " + key);
    }
  }

  private static List<Vkey> inForce(RecordRules checked, long size) {
    List<Vkey> below =
        checked.keys().keys().stream()
            .filter(key -> key.seq() < size)
            .map(SigningKeys.KeyFrom::key)
            .toList();
    return below.isEmpty() ? below : below.subList(below.size() - 1, below.size());
  }

  private List<Vkey> known(RecordRules checked) {
    List<Vkey> known = new ArrayList<>();
    checked.keys().keys().forEach(key -> known.add(key.key()));
    known.addAll(trust.vkeys());
    return known.stream().distinct().toList();
  }

  /** A writer killed between its two writes leaves {@code checkpoint} one note behind. */
  private void checkNewestNote() throws FormatException {
    byte[] newest = newestNote;
    if (newest != null) {
      Note.parse(newest);
    }
    byte[] last = notes.isEmpty() ? null : notes.get(notes.size() - 1).raw();
    if (Arrays.equals(newest, last)) {
      return;
    }
    byte[] before = notes.size() < 2 ? null : notes.get(notes.size() - 2).raw();
    require(Arrays.equals(newest, before), "checkpoint: not the newest note of checkpoints");
    if (cut == null) {
      pending.add("checkpoint is one note behind");
    }
  }

  private void checkTorn(RecordRules checked) throws IOException {
    Map<String, Opening.Torn> recoveries = new HashMap<>(checked.opening().recoveries());
    for (String file : files.stream().filter(LogFiles::isTorn).toList()) {
      Opening.Torn named = recoveries.remove(file);
      OptionalLong at = LogFiles.tornSeq(file);
      if (named != null) {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        if (named.length() != bytes.length || !named.sha256().equals(LeafHash.hex(bytes))) {
          fail(next, file + ": differs from its recovery record");
        }
      } else if (at.orElse(0) > next) {
        fail(next, file + ": cut at a record that is gone");
      } else if (cut == null && at.orElse(start > 0 ? -1 : 0) >= start) {
        // Otherwise its recovery stands in a pruned segment, or never comes.
        boolean missed = at.isPresent() && checked.opening().lastStart() >= at.getAsLong();
        if (missed && !checked.opening().inOpening()) {
          fail(next, file + ": no recovery names it");
        } else {
          pending.add(file + " awaits its recovery");
        }
      }
    }
    recoveries.keySet().forEach(file -> fail(next, file + ": named by a recovery, but missing"));
  }

  private void anchor(RecordRules checked) {
    List<Vkey> known = known(checked);
    for (Note note : trust.notes()) {
      if (note.origin().equals(originText())) {
        attempt(note.size(), () -> anchorGiven(note, known, checked));
      }
    }
    Set<Vkey> trusted = new HashSet<>(trust.vkeys());
    trusted.removeIf(key -> !key.name().equals(origin.orElseThrow().keyName()));
    if (trusted.isEmpty()) {
      return;
    }
    boolean signed = false;
    for (Note note : notes) {
      if (note.size() >= start && note.size() <= next && isSignedBy(note, known, trusted)) {
        signed = true;
        anchored = Math.max(anchored == null ? 0 : anchored, note.size());
        // A key.rotate under a trusted checkpoint makes its new key trusted for what follows.
        checked.keys().rotations().stream()
            .filter(rotation -> rotation.seq() < note.size())
            .forEach(rotation -> trusted.add(rotation.key()));
      }
    }
    if (!notes.isEmpty() && !signed) {
      fail(next, "no checkpoint is signed by the given key of " + origin.orElseThrow().keyName());
    }
  }

  private boolean isSignedBy(Note note, List<Vkey> known, Set<Vkey> trusted) {
    try {
      return note.origin().equals(originText())
          && note.signers(known).stream().anyMatch(trusted::contains)
          && Arrays.equals(note.root(), roots.get(note.size()));
    } catch (FormatException e) {
      return false; // reported by checkNote
    }
  }

  private void anchorGiven(Note note, List<Vkey> known, RecordRules checked)
      throws FormatException {
    require(
        note.size() <= next,
        "the log ends at "
            + next
            + " (expected: the "
            + note.size()
            + " records of a given checkpoint)");
    if (note.size() < start) {
      unchecked++;
      return;
    }
    String what = "given checkpoint of size " + note.size() + ": ";
    require(
        Arrays.equals(note.root(), roots.get(note.size())), what + "root does not match the tree");
    require(
        note.signers(known).containsAll(inForce(checked, note.size())),
        what + "not signed by the key in force");
    anchored = Math.max(anchored == null ? 0 : anchored, note.size());
  }

  private void attempt(long seq, Rule rule) {
    try {
      rule.check();
    } catch (FormatException e) {
      fail(seq, reason(e));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Adds a finding, once. */
  void fail(long seq, String reason) {
    Finding finding = new Finding(originText(), seq, reason);
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }

  /** The lines of the report on this log. */
  List<String> lines() {
    if (!findings.isEmpty()) {
      List<String> lines =
          new ArrayList<>(findings.stream().limit(MAX_FINDINGS).map(Finding::toString).toList());
      if (findings.size() > MAX_FINDINGS) {
        lines.add(
            new Finding(originText(), next, findings.size() - MAX_FINDINGS + " more findings")
                .toString());
      }
      return lines;
    }
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    if (anchored != null && anchored < next) {
      lines.add("unanchored since seq=" + anchored);
    }
    if (!pending.isEmpty()) {
      lines.add("tail from seq=" + next);
    }
    return lines;
  }

  private String summary() {
    long checkpoint =
        notes.stream().mapToLong(Note::size).filter(size -> size >= start).max().orElse(0);
    long open = rules == null ? 0 : rules.state().fold().openCalls().size();
    long over = rules == null ? 0 : rules.over();
    return "ok log="
        + originText()
        + " records="
        + (next - start)
        + " head="
        + Objects.requireNonNullElse(head, "none")
        + " checkpoint="
        + (checkpoint == 0 ? "none" : Long.toString(checkpoint))
        + " anchored="
        + (anchored == null ? "none" : anchored.toString())
        + " unfinished="
        + open
        + (unchecked == 0 ? "" : " unchecked=" + unchecked)
        + (over == 0 ? "" : " over=" + over)
        + (unlinked ? " prev_log=unchecked" : "");
  }

  /** 0, 1 or 3. */
  int exitCode() {
    return !findings.isEmpty() ? 1 : pending.isEmpty() ? 0 : 3;
  }

  List<Finding> findings() {
    return findings;
  }

  /** The log's origin; {@code ?} when nothing tells it. */
  String originText() {
    return origin.map(Origin::toString).orElse("?");
  }

  Optional<Origin> origin() {
    return origin;
  }

  @Nullable RecordRules rules() {
    return rules;
  }

  long start() {
    return start;
  }

  long next() {
    return next;
  }

  byte @Nullable [] root(long size) {
    return roots.get(size);
  }

  private byte @Nullable [] readOrNull(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static String reason(FormatException e) {
    return String.valueOf(e.getMessage());
  }
}
