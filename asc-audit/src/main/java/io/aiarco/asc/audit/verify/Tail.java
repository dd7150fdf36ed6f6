package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.Lines;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges where a log ends, docs/audit-format.md §7: corruption when something else says that more
 * was durable, otherwise a torn tail.
 */
final class Tail {
  private final Records records;
  private final CheckpointFiles checkpoints;
  private final @Nullable Long cut;
  private final Findings findings;

  Tail(Records records, CheckpointFiles checkpoints, @Nullable Long cut, Findings findings) {
    this.records = records;
    this.checkpoints = checkpoints;
    this.cut = cut;
    this.findings = findings;
  }

  /** Reports corruption as findings and a torn tail as pending. */
  void judge() {
    long next = records.next();
    String broken = records.broken();
    byte[] rest = records.rest();
    String why = Objects.requireNonNullElse(broken, "the log ends");
    if (broken != null || rest.length > 0) {
      Lines.durableBelow(rest, 0, findings.originText(), next)
          .ifPresent(
              seq -> findings.fail(next, why + "; seq " + seq + " below says it was durable"));
    }
    for (Note note : checkpoints.notes()) {
      if (note.size() > next) {
        findings.fail(next, why + "; a checkpoint covers " + note.size() + " records");
      }
    }
    checkpoints
        .newestSize()
        .ifPresent(
            size -> {
              if (size > next) {
                findings.fail(next, why + "; the newest checkpoint covers " + size + " records");
              }
            });
    if (cut != null) {
      if (next < cut) {
        findings.fail(
            next, why + " (expected: " + cut + " records, as prev_log of the next epoch says)");
      }
      return;
    }
    if (broken != null) {
      findings.pend(broken);
    }
    if (checkpoints.hasHalfNote()) {
      findings.pend("half a note");
    }
    if (checkpoints.notes().isEmpty()) {
      findings.pend("no note yet");
    }
  }
}
