package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks the notes of a log against its tree and its keys, docs/audit-format.md §6. Single-thread.
 */
final class Checkpoints {
  private final CheckpointFiles checkpoints;
  private final Records records;
  private final TreeRoots tree;
  private final SigningKeys keys;
  private final Trust trust;
  private final Findings findings;
  private long unchecked;

  Checkpoints(
      CheckpointFiles checkpoints,
      Records records,
      TreeRoots tree,
      SigningKeys keys,
      Trust trust,
      Findings findings) {
    this.checkpoints = checkpoints;
    this.records = records;
    this.tree = tree;
    this.keys = keys;
    this.trust = trust;
    this.findings = findings;
  }

  /** Checks every note that covers records which are there. */
  void check() {
    List<Vkey> known = keys.known(trust.vkeys());
    List<SigningKeys.KeyFrom> rotations = new ArrayList<>(keys.rotations());
    long start = records.start();
    long last = 0;
    boolean reached = false;
    for (Note note : checkpoints.notes()) {
      if (!note.origin().equals(findings.originText())) {
        findings.fail(note.size(), "checkpoint: origin " + shown(note.origin()));
        continue;
      }
      if (note.size() < last) {
        findings.fail(note.size(), "checkpoint: size " + note.size() + " after " + last);
      }
      last = note.size();
      if (note.size() < start) {
        unchecked++;
      } else if (note.size() <= records.next()) {
        findings.attempt(note.size(), () -> checkNote(note, known, rotations));
        reached = true;
      }
    }
    if (start > 0 && !reached) {
      findings.fail(start, "pruned start: no checkpoint reaches it");
    }
  }

  private void checkNote(Note note, List<Vkey> known, List<SigningKeys.KeyFrom> rotations)
      throws FormatException {
    Set<Vkey> signers = note.signers(known);
    String what = "checkpoint of size " + note.size() + ": ";
    require(tree.matches(note), () -> what + "root does not match the tree");
    List<Vkey> required = new ArrayList<>(keys.inForce(note.size()));
    while (!rotations.isEmpty() && rotations.get(0).seq() < note.size()) {
      SigningKeys.KeyFrom rotation = rotations.remove(0);
      required.add(Objects.requireNonNull(rotation.before(), "a rotation has an old key"));
      required.add(rotation.key());
    }
    require(!required.isEmpty(), () -> what + "no key in force");
    for (Vkey key : required) {
      require(signers.contains(key), () -> what + "no signature by " + key);
    }
  }

  /** How many lie below a pruned start. */
  long unchecked() {
    return unchecked;
  }
}
