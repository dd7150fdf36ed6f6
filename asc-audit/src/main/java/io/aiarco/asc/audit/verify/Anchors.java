package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a log against what the auditor got from elsewhere, verifier keys and checkpoints,
 * docs/audit-format.md §6. Single-thread.
 */
final class Anchors {
  private final Trust trust;
  private final List<Note> notes;
  private final Records records;
  private final TreeRoots tree;
  private final SigningKeys keys;
  private final Findings findings;
  private @Nullable Long anchored;
  private long unchecked;

  /**
   * @param notes those that the log came with
   */
  Anchors(
      Trust trust,
      List<Note> notes,
      Records records,
      TreeRoots tree,
      SigningKeys keys,
      Findings findings) {
    this.trust = trust;
    this.notes = notes;
    this.records = records;
    this.tree = tree;
    this.keys = keys;
    this.findings = findings;
  }

  /** Looks for the largest size that something trusted vouches for. */
  void check(Origin origin) {
    List<Vkey> known = keys.known(trust.vkeys());
    for (Note note : trust.notes()) {
      if (note.origin().equals(findings.originText())) {
        findings.attempt(note.size(), () -> anchorGiven(note, known));
      }
    }
    Set<Vkey> trusted = new HashSet<>(trust.vkeys());
    trusted.removeIf(key -> !key.name().equals(origin.keyName()));
    if (trusted.isEmpty()) {
      return;
    }
    boolean signed = false;
    for (Note note : notes) {
      if (note.size() >= records.start()
          && note.size() <= records.next()
          && isSignedBy(note, known, trusted)) {
        signed = true;
        anchored = Math.max(anchored == null ? 0 : anchored, note.size());
        // A key.rotate under a trusted checkpoint makes its new key trusted for what follows.
        keys.rotations().stream()
            .filter(rotation -> rotation.seq() < note.size())
            .forEach(rotation -> trusted.add(rotation.key()));
      }
    }
    if (!notes.isEmpty() && !signed) {
      findings.fail(
          records.next(), "no checkpoint is signed by the given key of " + origin.keyName());
    }
  }

  private boolean isSignedBy(Note note, List<Vkey> known, Set<Vkey> trusted) {
    try {
      return note.origin().equals(findings.originText())
          && note.signers(known).stream().anyMatch(trusted::contains)
          && tree.matches(note);
    } catch (FormatException e) {
      return false; // reported by Checkpoints
    }
  }

  private void anchorGiven(Note note, List<Vkey> known) throws FormatException {
    long next = records.next();
    require(
        note.size() <= next,
        () ->
            "the log ends at "
                + next
                + " (expected: the "
                + note.size()
                + " records of a given checkpoint)");
    if (note.size() < records.start()) {
      unchecked++;
      return;
    }
    String what = "given checkpoint of size " + note.size() + ": ";
    require(tree.matches(note), () -> what + "root does not match the tree");
    require(
        note.signers(known).containsAll(keys.inForce(note.size())),
        () -> what + "not signed by the key in force");
    anchored = Math.max(anchored == null ? 0 : anchored, note.size());
  }

  /** The largest size that something trusted vouches for; null when nothing does. */
  @Nullable Long anchored() {
    return anchored;
  }

  /** How many given checkpoints lie below a pruned start. */
  long unchecked() {
    return unchecked;
  }
}
