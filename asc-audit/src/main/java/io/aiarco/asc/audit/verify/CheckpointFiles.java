package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The signed notes a log came with, {@code checkpoints} and {@code checkpoint},
 * docs/audit-format.md §1.
 */
final class CheckpointFiles {
  private final List<Note> notes;
  private final boolean halfNote;
  private final byte @Nullable [] newest;

  private CheckpointFiles(List<Note> notes, boolean halfNote, byte @Nullable [] newest) {
    this.notes = notes;
    this.halfNote = halfNote;
    this.newest = newest;
  }

  /** Reads both files; notes that do not parse are a finding, and then there are none. */
  static CheckpointFiles read(LogFolder folder, Findings findings) throws IOException {
    byte[] newest = folder.readOrNull(LogFiles.CHECKPOINT);
    byte[] all = Objects.requireNonNullElse(folder.readOrNull(LogFiles.CHECKPOINTS), new byte[0]);
    try {
      Note.Notes read = Note.parseAll(all);
      return new CheckpointFiles(read.notes(), read.completeBytes() < all.length, newest);
    } catch (FormatException e) {
      findings.fail(0, String.valueOf(e.getMessage()));
      return new CheckpointFiles(List.of(), false, newest);
    }
  }

  /** Those of {@code checkpoints}. */
  List<Note> notes() {
    return notes;
  }

  /** Whether {@code checkpoints} ends within a note. */
  boolean hasHalfNote() {
    return halfNote;
  }

  /** How many records {@code checkpoint} covers; empty when it is absent or does not parse. */
  OptionalLong newestSize() {
    try {
      return newest == null ? OptionalLong.empty() : OptionalLong.of(Note.parse(newest).size());
    } catch (FormatException e) {
      return OptionalLong.empty(); // reported by checkNewest
    }
  }

  /**
   * A writer killed between its two writes leaves {@code checkpoint} one note behind.
   *
   * @param followed whether a later epoch follows, so that nobody will write it again
   */
  void checkNewest(Findings findings, boolean followed) throws FormatException {
    if (newest != null) {
      Note.parse(newest);
    }
    byte[] last = notes.isEmpty() ? null : notes.get(notes.size() - 1).raw();
    if (Arrays.equals(newest, last)) {
      return;
    }
    byte[] before = notes.size() < 2 ? null : notes.get(notes.size() - 2).raw();
    require(Arrays.equals(newest, before), "checkpoint: not the newest note of checkpoints");
    if (!followed) {
      findings.pend("checkpoint is one note behind");
    }
  }
}
