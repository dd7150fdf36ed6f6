package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one log, an epoch folder, from its first segment to its last note, and reports on it as
 * docs/audit-format.md §9 says. Each check takes what the ones before it have read. Single-thread.
 */
final class LogCheck {
  private final ReadAhead ahead;
  private final Path path;
  private final LogFolder folder;
  private final Trust trust;
  private final @Nullable Long cut;
  private final Findings findings = new Findings();
  private final TreeRoots tree = new TreeRoots();
  private final EpochStart epochStart;
  private final Records records;
  private final List<KeptCheckpoint> kept = new ArrayList<>();
  private List<Note> notes = List.of();
  private @Nullable Long anchored;
  private long unchecked;

  /**
   * @param cut where the next epoch says this log ends; null when none does
   * @param forerunner the epoch before, when it is at hand
   * @param called is to hold the calls that it opens
   */
  LogCheck(
      ReadAhead ahead,
      Path path,
      Trust trust,
      @Nullable Long cut,
      @Nullable LogCheck forerunner,
      Set<Long> wantedSizes,
      CallIds called) {
    this.ahead = ahead;
    this.path = path;
    this.folder = new LogFolder(path);
    this.trust = trust;
    this.cut = cut;
    this.epochStart = new EpochStart(folder, forerunner == null ? null : forerunner.asOldLog());
    this.records =
        new Records(ahead, cut, tree, epochStart, new SegmentStart(folder, tree), called, findings);
    wantedSizes.forEach(tree::want);
  }

  /** Checks everything. */
  LogCheck check() throws IOException {
    // Checkpoints are read before the records: a log that grows meanwhile then still covers them.
    CheckpointFiles checkpoints = CheckpointFiles.read(folder, findings);
    notes = checkpoints.notes();
    notes.forEach(note -> tree.want(note.size()));
    trust.notes().forEach(note -> tree.want(note.size()));
    findings.attempt(0, () -> kept.addAll(trust.keptIn(path)));
    kept.forEach(checkpoint -> tree.want(checkpoint.note().size()));
    if (cut != null) {
      tree.want(cut);
    }
    List<String> files = folder.names();
    TileFiles tiles = new TileFiles(path, findings);
    tree.tell(tiles);
    try {
      new Segments(ahead, folder, cut, records, findings).read(files);
    } catch (Records.StopException e) {
      // Reported where it was thrown; the rest of the log is judged all the same.
    }
    if (origin().isEmpty() && !notes.isEmpty()) {
      Origin.parse(notes.get(0).origin()).ifPresent(findings::name);
    }
    new Tail(records, checkpoints, cut, findings).judge();
    tiles.requireWithin(records.next());
    RecordRules rules = records.rules();
    if (rules != null) {
      checkFollowed(rules, checkpoints, files);
    }
    return this;
  }

  private void checkFollowed(RecordRules rules, CheckpointFiles checkpoints, List<String> files)
      throws IOException {
    SigningKeys keys = rules.keys();
    Checkpoints signed = new Checkpoints(checkpoints, records, tree, keys, trust, findings);
    signed.check();
    findings.attempt(records.next(), () -> checkpoints.checkNewest(findings, cut != null));
    new TornFiles(folder, cut, records, rules.opening(), findings).check(files);
    Anchors anchors = new Anchors(trust.with(kept, findings), notes, records, tree, keys, findings);
    anchors.check(origin().orElseThrow());
    anchored = anchors.anchored();
    unchecked = signed.unchecked() + anchors.unchecked();
  }

  private @Nullable OldLog asOldLog() {
    RecordRules rules = records.rules();
    return rules == null ? null : new OldLog(originText(), rules.state(), tree);
  }

  /** Adds a finding, once. */
  void fail(long seq, String reason) {
    findings.fail(seq, reason);
  }

  /** The lines of the report on this log. */
  List<String> lines() {
    if (!findings.all().isEmpty()) {
      return findings.lines(next());
    }
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    if (anchored != null && anchored < next()) {
      lines.add("unanchored since seq=" + anchored);
    }
    if (findings.isPending()) {
      lines.add("tail from seq=" + next());
    }
    return lines;
  }

  private String summary() {
    RecordRules rules = records.rules();
    long start = records.start();
    long checkpoint =
        notes.stream().mapToLong(Note::size).filter(size -> size >= start).max().orElse(0);
    long open = rules == null ? 0 : rules.state().fold().openCalls().size();
    long over = rules == null ? 0 : rules.over();
    return "ok log="
        + originText()
        + " records="
        + (records.next() - start)
        + " head="
        + Objects.requireNonNullElse(records.head(), "none")
        + " checkpoint="
        + (checkpoint == 0 ? "none" : Long.toString(checkpoint))
        + " anchored="
        + (anchored == null ? "none" : anchored.toString())
        + " unfinished="
        + open
        + (unchecked == 0 ? "" : " unchecked=" + unchecked)
        + (over == 0 ? "" : " over=" + over)
        + (epochStart.unlinked() ? " prev_log=unchecked" : "");
  }

  /** 0, 1 or 3. */
  int exitCode() {
    return findings.exitCode();
  }

  List<Finding> findings() {
    return findings.all();
  }

  /** The log's origin; {@code ?} when nothing tells it. */
  String originText() {
    return findings.originText();
  }

  Optional<Origin> origin() {
    return findings.origin();
  }

  @Nullable RecordRules rules() {
    return records.rules();
  }

  long start() {
    return records.start();
  }

  long next() {
    return records.next();
  }

  byte @Nullable [] root(long size) {
    return tree.root(size);
  }
}
