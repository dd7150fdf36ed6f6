package io.aiarco.asc.audit.evidence;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.audit.merkle.LeafRange;
import io.aiarco.asc.audit.merkle.MerkleProof;
import io.aiarco.asc.audit.merkle.TileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves to somebody without the log that a record stands in it, or that it only grew: RFC 6962
 * proofs under a signed checkpoint, as C2SP spells them. A proof that does not lead to the
 * checkpoint's root is never handed out. Immutable.
 */
public final class LogProofs {
  private LogProofs() {}

  /**
   * A proof for every record of that name: {@code tlog-proof@v1}, under the newest checkpoint that
   * covers it.
   *
   * @param folder one log, a writer with its epochs, or the root of all writers
   * @param name a record's id, its seq, or the id of a call, which has several records
   * @param checkpoint a file with the checkpoint to prove under; null for the newest one
   * @return at least one
   * @throws IOException when there is no such record, it is not covered yet, or the log is not what
   *     was signed
   */
  public static List<RecordProof> inclusion(Path folder, String name, @Nullable Path checkpoint)
      throws IOException {
    return Readings.of(
        () -> {
          Optional<Note> given =
              checkpoint == null ? Optional.empty() : Optional.of(note(checkpoint));
          List<RecordProof> proofs = new ArrayList<>();
          for (Path path : LogFolders.logs(folder)) {
            LogReader log = new LogReader(path);
            List<FoundRecord> found = new RecordFinder(log).find(name);
            if (!found.isEmpty()) {
              proofs.addAll(prove(log, found, given));
            }
          }
          require(!proofs.isEmpty(), "record: " + name + " (expected: one of " + folder + ")");
          return proofs;
        });
  }

  /**
   * The proof that the tree under {@code newer} continues the one under {@code older}, as a witness
   * takes it: the body of C2SP tlog-witness {@code add-checkpoint}.
   *
   * @param older a file with a checkpoint that was kept
   * @param newer a file with a later one; null for the log's newest
   * @throws IOException when the log does not continue what was kept
   */
  public static String consistency(Path folder, Path older, @Nullable Path newer)
      throws IOException {
    return Readings.of(
        () -> {
          Note old = note(older);
          for (Path path : LogFolders.logs(folder)) {
            LogReader log = new LogReader(path);
            List<Note> notes = log.checkpoints();
            Note now = newer != null ? note(newer) : notes.isEmpty() ? null : last(notes);
            if (now != null && now.origin().equals(old.origin()) && isOf(notes, old)) {
              return consistency(log, old, now);
            }
          }
          throw new FormatException(
              "checkpoint of " + old.origin() + " (expected: of a log in " + folder + ")");
        });
  }

  /**
   * The same for the log in {@code folder} and two of its checkpoints as they were signed; {@code
   * older} of no bytes is the empty tree, which everything continues.
   */
  public static String consistency(Path folder, byte[] older, byte[] newer) throws IOException {
    return Readings.of(
        () -> {
          Note now = Note.parse(newer);
          if (older.length == 0) {
            return "old 0\n\n" + new String(now.raw(), StandardCharsets.UTF_8);
          }
          return consistency(new LogReader(folder), Note.parse(older), now);
        });
  }

  /**
   * Writes the tiles of the sealed segments of one log. The first records of a pruned one are only
   * known by the tiles it has.
   *
   * @return how many records they cover now
   */
  public static long writeTiles(Path folder) throws IOException {
    return Readings.of(
        () -> {
          LogReader log = new LogReader(folder);
          long start = log.oldestSegment();
          long end = log.newestSegment();
          TileWriter tiles = TileWriter.open(log.tiles(), start);
          log.read(
              start,
              line -> {
                if (line.seq() < end) {
                  tiles.append(line.leaf());
                }
                return line.seq() + 1 < end;
              });
          tiles.flush();
          return tiles.size();
        });
  }

  /** Proves records of one log, in order of their seqs, under a checkpoint of that log. */
  static List<RecordProof> prove(LogReader log, List<FoundRecord> records, Optional<Note> given)
      throws IOException, FormatException {
    List<Note> notes = log.checkpoints();
    Note note = given.isPresent() ? given.get() : notes.isEmpty() ? null : last(notes);
    long last = records.get(records.size() - 1).seq();
    require(
        note != null && note.size() > last && note.origin().equals(records.get(0).log()),
        "record "
            + last
            + ": no checkpoint covers it yet (expected: one of at least "
            + (last + 1)
            + " records of its log)");
    Note covering = Objects.requireNonNull(note, "covers the record");
    for (boolean tilesToo : new boolean[] {true, false}) {
      List<RecordProof> proofs = prove(log, records, covering, tilesToo);
      if (proofs.size() == records.size()) {
        return proofs;
      }
    }
    throw new FormatException(
        "record " + last + ": the log does not lead to the root of checkpoint " + covering.size());
  }

  /** Those proofs that lead to the root. */
  private static List<RecordProof> prove(
      LogReader log, List<FoundRecord> records, Note note, boolean tilesToo)
      throws IOException, FormatException {
    LogTree tree = new LogTree(log);
    records.forEach(record -> tree.want(MerkleProof.inclusion(record.seq(), note.size())));
    tree.read(tilesToo);
    List<RecordProof> proofs = new ArrayList<>();
    for (FoundRecord record : records) {
      List<byte[]> hashes = tree.hashes(MerkleProof.inclusion(record.seq(), note.size()));
      byte[] leaf = HexFormat.of().parseHex(record.hash());
      byte[] root = MerkleProof.root(leaf, record.seq(), note.size(), hashes);
      if (Arrays.equals(root, note.root())) {
        proofs.add(
            new RecordProof(
                record.log(),
                record.seq(),
                record.type(),
                record.json(),
                text(record.seq(), hashes, note)));
      }
    }
    return proofs;
  }

  /** C2SP tlog-proof: index, hashes from the leaf's sibling up, empty line, checkpoint. */
  static String text(long index, List<byte[]> hashes, Note note) {
    StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex " + index + "\n");
    append(text, hashes);
    return text + "\n" + new String(note.raw(), StandardCharsets.UTF_8);
  }

  private static String consistency(LogReader log, Note old, Note now)
      throws IOException, FormatException {
    require(
        now.size() >= old.size(),
        "checkpoint of " + now.size() + " records (expected: at least " + old.size() + ")");
    List<LeafRange> path = MerkleProof.consistency(old.size(), now.size());
    for (boolean tilesToo : new boolean[] {true, false}) {
      LogTree tree = new LogTree(log);
      tree.want(path);
      tree.read(tilesToo);
      List<byte[]> hashes = tree.hashes(path);
      if (MerkleProof.isConsistent(old.size(), old.root(), now.size(), now.root(), hashes)) {
        StringBuilder text = new StringBuilder("old " + old.size() + "\n");
        append(text, hashes);
        return text + "\n" + new String(now.raw(), StandardCharsets.UTF_8);
      }
    }
    throw new FormatException(
        "checkpoint of " + now.size() + " records does not continue the one of " + old.size());
  }

  private static void append(StringBuilder text, List<byte[]> hashes) {
    hashes.forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
  }

  private static boolean isOf(List<Note> notes, Note note) {
    return notes.stream().anyMatch(other -> other.origin().equals(note.origin()));
  }

  private static Note last(List<Note> notes) {
    return notes.get(notes.size() - 1);
  }

  private static Note note(Path file) throws IOException, FormatException {
    return Note.parseFile(file);
  }
}
